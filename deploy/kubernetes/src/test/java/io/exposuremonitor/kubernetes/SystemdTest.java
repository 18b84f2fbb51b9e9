package io.exposuremonitor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit that runs the monitor on one machine. */
class SystemdTest {
  private static final Path UNIT = Yaml.DEPLOY.resolve("systemd/exposure-monitor.service");
  private static final Path LAUNCHER = Yaml.DEPLOY.resolve("../exposure-monitor");

  private final String unit;

  @TempDir private Path folder;

  SystemdTest() throws IOException {
    unit = Files.readString(UNIT);
  }

  /** systemd's own checker, which also looks for the program. */
  @Test
  void isValid() throws Exception {
    String launcher = LAUNCHER.toRealPath().toString();
    String here = unit.replace("/opt/exposure-monitor/exposure-monitor", launcher);

    assertThat(verified(here)).isEmpty();
    assertThat(verified(here.replace("ProtectSystem", "ProtectSytem"))).contains("ProtectSytem");
    assertThat(verified(here.replace(launcher, "/nowhere"))).contains("/nowhere");
  }

  /** What the checker says of the unit; of the machine's other units, it may say something, too. */
  private String verified(String text) throws Exception {
    Path copy = folder.resolve(UNIT.getFileName());
    Files.writeString(copy, text);
    Process checker;
    try {
      checker =
          new ProcessBuilder("systemd-analyze", "verify", "--man=no", copy.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "SKIPPED: there is no systemd-analyze");
      throw absent;
    }
    String said = new String(checker.getInputStream().readAllBytes(), UTF_8);
    checker.waitFor();
    return said.lines()
        .filter(line -> line.contains(UNIT.getFileName().toString()))
        .collect(Collectors.joining("\n"));
  }

  /** The program may write its state and nothing else. */
  @Test
  void keepsStateWhereItMayWrite() {
    assertThat(unit.lines())
        .contains("ProtectSystem=strict", "StateDirectory=exposure-monitor")
        .filteredOn(line -> line.startsWith("ExecStart="))
        .singleElement()
        .asString()
        .endsWith(" --state /var/lib/exposure-monitor");
  }

  @Test
  void isInstalledAsTheHandbookSays() throws IOException {
    String handbook = Files.readString(Yaml.DEPLOY.resolve("../docs/handbook.md"));
    for (String named :
        List.of(
            "/opt/exposure-monitor",
            "/etc/exposure-monitor/environment",
            "/etc/exposure-monitor/monitor.yml",
            "/var/lib/exposure-monitor")) {
      assertThat(unit).contains(named);
      assertThat(handbook).contains(named);
    }
  }
}
