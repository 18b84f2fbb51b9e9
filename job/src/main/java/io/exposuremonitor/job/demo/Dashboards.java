package io.exposuremonitor.job.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The dashboards of the folder {@code grafana}, rendered by Grafana's own libraries. Installs the
 * libraries and builds the page if that was not done yet or a source is newer; only this needs a
 * network.
 */
final class Dashboards {
  private static final String PACKAGES = "package-lock.json";

  private final Path home;
  private final NodePrograms programs;

  private Dashboards(Path home, NodePrograms programs) {
    this.home = home;
    this.programs = programs;
  }

  /**
   * Installs and builds what is missing.
   *
   * @param home the folder {@code grafana} of the sources
   * @param programs used to install and build
   * @param progress receives a text about each step that takes long
   * @throws DashboardsException if a step fails; the message names the reason and the log
   */
  static Dashboards prepare(Path home, NodePrograms programs, Consumer<String> progress)
      throws DashboardsException, InterruptedException {
    Dashboards dashboards = new Dashboards(home, programs);
    if (!Files.isRegularFile(dashboards.browser().resolve("view.mjs"))) {
      throw new DashboardsException(
          "--dashboards needs the folder 'grafana' of the sources, which is not at " + home);
    }
    Path target = home.resolve("target");
    try {
      Files.createDirectories(target);
      // Two demos that start at once must not build at the same time.
      try (FileChannel lock =
          FileChannel.open(
              target.resolve("browser.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        lock.lock();
        dashboards.build(progress);
      }
    } catch (IOException refused) {
      throw new DashboardsException("--dashboards can't be built below " + target + ": " + refused);
    }
    return dashboards;
  }

  /**
   * Starts the process that shows the dashboards.
   *
   * @param metrics the monitor's endpoint
   * @throws DashboardsException if the process does not start
   */
  DashboardsViewer open(URI metrics) throws DashboardsException, InterruptedException {
    return DashboardsViewer.start(
        List.of(
            programs.node().toString(),
            browser().resolve("view.mjs").toString(),
            metrics.getAuthority(),
            "--until-input-ends"),
        home.resolve("target/browser-view.log"));
  }

  private Path browser() {
    return home.resolve("browser");
  }

  private void build(Consumer<String> progress)
      throws IOException, DashboardsException, InterruptedException {
    Path installed = browser().resolve("node_modules/.package-lock.json");
    if (!isNewer(installed, List.of(browser().resolve(PACKAGES)))) {
      progress.accept(
          "Installing Grafana's libraries for the dashboards: half a gigabyte, about a minute, only"
              + " the first time …");
      run(
          "npm ci",
          programs.npm().toString(),
          "ci",
          "--ignore-scripts",
          "--prefer-offline",
          "--no-audit",
          "--no-fund",
          "--loglevel=error");
    }
    if (!isNewer(home.resolve("target/browser/index.html"), sources())) {
      progress.accept("Building the dashboards' page, some seconds …");
      run(
          "the build",
          programs.node().toString(),
          "node_modules/vite/bin/vite.js",
          "build",
          "--logLevel",
          "error");
    }
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> app = Files.walk(browser().resolve("app"))) {
      app.filter(Files::isRegularFile).forEach(sources::add);
    }
    for (String name : List.of("index.html", "vite.config.mjs", PACKAGES)) {
      sources.add(browser().resolve(name));
    }
    return sources;
  }

  private static boolean isNewer(Path made, List<Path> sources) throws IOException {
    if (!Files.exists(made)) {
      return false;
    }
    for (Path source : sources) {
      if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(made)) > 0) {
        return false;
      }
    }
    return true;
  }

  private void run(String what, String... command)
      throws IOException, DashboardsException, InterruptedException {
    Path log = home.resolve("target/browser-build.log");
    Process process =
        new ProcessBuilder(command)
            .directory(browser().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread stop = new Thread(() -> end(process), "stop the build of the dashboards");
    Runtime.getRuntime().addShutdownHook(stop);
    int code;
    try {
      code = process.waitFor();
    } finally {
      end(process);
    }
    Runtime.getRuntime().removeShutdownHook(stop);
    if (code != 0) {
      throw new DashboardsException(
          "--dashboards: " + what + " failed: " + reason(log) + " (full log: " + log + ")");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** The most informative line of a log. The logs of npm and Vite begin with the error. */
  private static String reason(Path log) throws IOException {
    List<String> lines =
        Files.readString(log, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
        .max(Comparator.comparing(line -> line.contains("network") || line.contains("request")))
        .or(() -> lines.stream().findFirst())
        .orElse("it printed nothing");
  }
}
