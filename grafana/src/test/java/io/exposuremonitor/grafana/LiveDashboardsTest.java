package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards on the metrics of a real run: a metric that was renamed leaves a panel empty. */
@Tag("slow")
class LiveDashboardsTest {
  private static final Pattern METRICS = Pattern.compile("http://(127\\.0\\.0\\.1:\\d+)/metrics");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^(exposure_\\w+?)(_bucket)?[{ ]");
  private static final int LIMIT_SECONDS = 240;

  /** By then the story of the demo, at this speed, is over, and everything was found. */
  private static final String WATCHED_SECONDS = "60";

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
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.exposuremonitor.job.cli.Main",
            "demo",
            "--speed",
            "3",
            "--for",
            "10m"));
    demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectInput(new File("/dev/null"))
            .start();
  }

  @AfterAll
  static void stopDemo() throws InterruptedException {
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> everyPanelHasDataOrAReasonForNone() throws IOException, InterruptedException {
    RenderedDashboardsTest.assumeInstalled();
    return NodeChecks.of("node", "browser/checks/live.mjs", metrics(), WATCHED_SECONDS);
  }

  @Test
  void everyMetricOfTheDashboardsIsServed() throws IOException, InterruptedException {
    var wanted = new TreeSet<String>(MetricNamesTest.used());
    wanted.removeAll(NotReachedTest.metrics());
    Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (!wanted.isEmpty() && Instant.now().isBefore(end)) {
      wanted.removeAll(served());
      TimeUnit.SECONDS.sleep(1);
    }
    assertThat(wanted).as("asked for by dashboards, and never served").isEmpty();
  }

  private static Set<String> served() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + metrics() + "/metrics")).build();
    String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    var names = new TreeSet<String>();
    SAMPLE.matcher(text).results().forEach(result -> names.add(result.group(1)));
    return names;
  }

  /** Host and port of the metrics, once the demo has said where they are. */
  private static String metrics() throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (true) {
      String output = Files.readString(folder.resolve("out"));
      Matcher told = METRICS.matcher(output);
      if (told.find()) {
        return told.group(1);
      }
      if (!demo.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("the demo did not say where its metrics are, but:\n" + output);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
