package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboards on the metrics of a real run: a metric that was renamed leaves a panel empty.
 *
 * <p>The test with Prometheus runs first: it has to scrape from the beginning of the demo, because
 * increases before the first scrape are not counted.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class LiveDashboardsTest {
  private static final Pattern METRICS = Pattern.compile("http://(127\\.0\\.0\\.1:\\d+)/metrics");
  private static final Pattern DASHBOARDS =
      Pattern.compile("Dashboards +(http://127\\.0\\.0\\.1:\\d+/\\S+)");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^((?:exposure|flink)_\\w+?)(_bucket)?[{ ]");

  /**
   * Long enough at this speed for the demo to end, for all findings to be reported, and for the
   * longest step of any panel to pass, after which it draws a point.
   */
  private static final int LIMIT_SECONDS = 240;

  @TempDir static Path folder;
  private static Process demo;

  @BeforeAll
  static void startDemo() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Dexposure-monitor.grafana=" + Path.of("").toAbsolutePath(),
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.exposuremonitor.job.cli.Main",
            "demo",
            "--speed",
            "3",
            "--for",
            "10m"));
    if (RenderedDashboardsTest.missing().isEmpty()) {
      command.add("--dashboards");
    }
    demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectInput(new File("/dev/null"))
            .start();
  }

  @AfterAll
  static void stopDemo() throws IOException, InterruptedException {
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Matcher viewer = DASHBOARDS.matcher(Files.readString(folder.resolve("out")));
    if (viewer.find()) {
      var request = HttpRequest.newBuilder(URI.create(viewer.group(1))).build();
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
          .as("the viewer ends with the demo")
          .isInstanceOf(ConnectException.class);
    }
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> demoServesItsDashboards() throws IOException, InterruptedException {
    RenderedDashboardsTest.assumeInstalled();
    found(Pattern.compile("What happened()"));
    return NodeChecks.of(
        "node", "browser/checks/viewed.mjs", found(DASHBOARDS), String.valueOf(LIMIT_SECONDS));
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> everyPanelHasDataOrAReasonForNone() throws IOException, InterruptedException {
    RenderedDashboardsTest.assumeInstalled();
    return NodeChecks.of(
        "node", "browser/checks/live.mjs", metrics(), String.valueOf(LIMIT_SECONDS));
  }

  @Test
  @Order(3)
  void everyMetricOfTheDashboardsIsServed() throws IOException, InterruptedException {
    var wanted = new TreeSet<String>(MetricNamesTest.used());
    wanted.removeAll(NotReachedTest.metrics());
    Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (!wanted.isEmpty() && Instant.now().isBefore(end)) {
      wanted.removeAll(served());
      TimeUnit.SECONDS.sleep(1);
    }
    assertThat(wanted).as("used by dashboards but never served").isEmpty();
  }

  private static Set<String> served() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + metrics() + "/metrics")).build();
    String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    var names = new TreeSet<String>();
    SAMPLE.matcher(text).results().forEach(result -> names.add(result.group(1)));
    return names;
  }

  /** Host and port of the metrics, once the demo has printed them. */
  private static String metrics() throws IOException, InterruptedException {
    return found(METRICS);
  }

  /** The first group of a match in the output of the demo. */
  private static String found(Pattern pattern) throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (true) {
      String output = Files.readString(folder.resolve("out"));
      Matcher matched = pattern.matcher(output);
      if (matched.find()) {
        return matched.group(1);
      }
      if (!demo.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("the demo did not say " + pattern + " but:\n" + output);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
