package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.report.TerminalSummary.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--speed,    0,     --speed must be from 0.1 to 50",
    "--speed,    NaN,   --speed must be from 0.1 to 50",
    "--port,     70000, --port must be from 0 to 65535",
    "--for,      soon,  is not a time such as 90s",
    "--scenario, flood, expected one of"
  })
  void rejectsInvalidOptionValues(String option, String value, String reason) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new DemoCommand(new Style(100, false, true)));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setErr(new PrintWriter(err));

    assertThat(line.execute(option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void rejectsTakenPortBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StringWriter err = new StringWriter();
      StringWriter out = new StringWriter();
      CommandLine line = new CommandLine(new DemoCommand(new Style(100, false, true)));
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setErr(new PrintWriter(err));
      line.setOut(new PrintWriter(out));

      assertThat(line.execute("--for", "1s", "--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains("--port: " + taken.getLocalPort() + ": ");
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void parsesDurations() {
    DemoCommand.TimeConverter times = new DemoCommand.TimeConverter();

    assertThat(times.convert("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(times.convert("10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(times.convert("1h")).isEqualTo(Duration.ofHours(1));
  }
}
