package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts stand in for the programs that the dashboards need. */
class DashboardsTest {
  private static final String NODE =
      """
      #!/bin/sh
      echo "node $*" >> "%1$s/calls"
      case "$1" in
        --version) echo %2$s ;;
        *vite.js) mkdir -p ../target/browser && : > ../target/browser/index.html ;;
        *) echo $$ > "%1$s/pid"; echo "http://127.0.0.1:1/d/soc"; %3$s ;;
      esac
      """;
  private static final String NPM =
      """
      #!/bin/sh
      echo "npm $*" >> "%1$s/calls"
      %2$s
      mkdir -p node_modules && : > node_modules/.package-lock.json
      """;

  @TempDir private Path folder;

  private final List<String> messages = new ArrayList<>();
  private Path home;
  private Path bin;

  @BeforeEach
  void createFiles() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    home = folder.resolve("grafana");
    Files.createDirectories(home.resolve("browser/app"));
    for (String source :
        List.of("view.mjs", "index.html", "vite.config.mjs", "package-lock.json", "app/main.tsx")) {
      Path file = Files.writeString(home.resolve("browser").resolve(source), source);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
    node("v22.12.0", "cat > /dev/null");
    npm("");
  }

  @Test
  void installsAndBuildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    prepare();
    assertThat(calls())
        .containsExactly(
            "node --version",
            "npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error",
            "node node_modules/vite/bin/vite.js build --logLevel error");
    assertThat(messages).hasSize(2);

    prepare();
    assertThat(calls()).hasSize(4).last().isEqualTo("node --version");
    assertThat(messages).hasSize(2);

    Files.setLastModifiedTime(
        home.resolve("browser/app/main.tsx"), FileTime.from(Instant.now().plusSeconds(60)));
    prepare();
    assertThat(calls()).hasSize(6).last().asString().contains("vite.js build");
  }

  @Test
  void quotesErrorOfFailedInstallAndRetriesIt() throws Exception {
    npm("echo 'npm error code ENOTFOUND'; echo 'npm error network request failed'; exit 1");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(DashboardsException.class)
        .hasMessageContaining("npm ci failed: npm error network request failed")
        .hasMessageContaining("browser-build.log");
    assertThat(calls()).noneMatch(call -> call.contains("vite"));

    npm("");
    prepare();
    assertThat(calls()).last().asString().contains("vite");
  }

  @ParameterizedTest
  @CsvSource({
    "v18.20.4,  false",
    "v20.18.9,  false",
    "v20.19.0,  true",
    "v21.7.3,   false",
    "v22.11.0,  false",
    "v22.12.1,  true",
    "v24.0.0-nightly2026, true",
    "hello,     false"
  })
  void acceptsNodeVersionsSupportedByBuild(String version, boolean supported) throws Exception {
    node(version, "cat > /dev/null");
    if (supported) {
      assertThat(NodePrograms.find(bin.toString()).node()).isEqualTo(bin.resolve("node"));
    } else {
      assertThatThrownBy(() -> NodePrograms.find(bin.toString()))
          .isInstanceOf(DashboardsException.class)
          .hasMessageContaining("--dashboards needs Node 20.19");
    }
  }

  @Test
  void namesMissingProgram() throws Exception {
    Files.delete(bin.resolve("npm"));
    assertThatThrownBy(() -> NodePrograms.find("::" + bin))
        .isInstanceOf(DashboardsException.class)
        .hasMessageContaining("there is no npm on the PATH");
  }

  @Test
  void requiresGrafanaFolder() throws Exception {
    Files.delete(home.resolve("browser/view.mjs"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(DashboardsException.class)
        .hasMessageContaining("needs the folder 'grafana' of the sources");
  }

  @Test
  void endsViewerOnCloseWithoutReportingLoss() throws Exception {
    CountDownLatch lost = new CountDownLatch(1);
    DashboardsViewer viewer = prepare().open(URI.create("http://127.0.0.1:9/metrics"));
    viewer.whenLost(lost::countDown);
    assertThat(viewer.url()).hasToString("http://127.0.0.1:1/d/soc");
    assertThat(calls())
        .last()
        .asString()
        .endsWith("browser/view.mjs 127.0.0.1:9 --until-input-ends");

    viewer.close();
    ProcessHandle.of(pid())
        .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(20, TimeUnit.SECONDS));
    assertThat(lost.getCount()).isOne();
  }

  @Test
  void reportsLossOfViewerThatEndsByItself() throws Exception {
    CountDownLatch lost = new CountDownLatch(1);
    DashboardsViewer viewer = prepare().open(URI.create("http://127.0.0.1:9/metrics"));
    viewer.whenLost(lost::countDown);
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroy);
    assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void reportsWhyViewerDoesNotServe() throws Exception {
    script(
        "node",
        "#!/bin/sh\nif [ \"$1\" = --version ]; then echo v22.12.0; else echo nonsense;"
            + " echo 'no such file' >&2; fi\n");
    Files.createDirectories(home.resolve("target/browser"));
    Files.createDirectories(home.resolve("browser/node_modules"));
    Files.writeString(home.resolve("target/browser/index.html"), "");
    Files.writeString(home.resolve("browser/node_modules/.package-lock.json"), "");
    Dashboards dashboards = prepare();

    assertThatThrownBy(() -> dashboards.open(URI.create("http://127.0.0.1:9/metrics")))
        .isInstanceOf(DashboardsException.class)
        .hasMessage("--dashboards can't be shown: no such file");
  }

  private Dashboards prepare() throws DashboardsException, InterruptedException {
    return Dashboards.prepare(home, NodePrograms.find(bin.toString()), messages::add);
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private void node(String version, String view) throws IOException {
    script("node", NODE.formatted(folder, version, view));
  }

  private void npm(String before) throws IOException {
    script("npm", NPM.formatted(folder, before));
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(bin.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
