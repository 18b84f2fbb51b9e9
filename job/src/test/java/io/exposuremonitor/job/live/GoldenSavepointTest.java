package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This version resumes from a savepoint with half a scan in it, written by the version that its
 * folder names. {@code -Dgolden.savepoint.write=true} writes it anew, as for each release:
 *
 * <pre>{@code
 * ./mvnw -Pslow -Dsurefire.forks=1 -pl job -am test -Dtest=GoldenSavepointTest \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.savepoint.write=true
 * }</pre>
 *
 * <p>Event times are fixed, so that the result does not depend on the day of the test.
 */
@Tag("slow")
class GoldenSavepointTest {
  private static final Path GOLDEN = Path.of("src/test/resources/savepoint/0.1.0");
  private static final int HALF = 240;
  private static final int PAGES = 420;
  private static final int IN_ONE_FILE = 20;
  private static final Instant ATTACK = Instant.parse("2026-11-20T02:00:00Z");

  /** Pages lie far enough apart for the detector to count them one by one. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(4);

  @TempDir private Path folder;

  @Test
  void resumesFromSavepoint() throws Exception {
    boolean write = Boolean.getBoolean("golden.savepoint.write");
    Path state = folder.resolve("state");
    Path findings = folder.resolve("findings");
    Path config = folder.resolve("monitor.yml");
    try (EmulatedLogFiles logs = new EmulatedLogFiles();
        MonitorProcess monitor = MonitorProcess.commandLine(config, state, folder.resolve("log"))) {
      Files.writeString(
          config, "inputs:\n" + logs.input() + "outputs:\n  findings: %s\n".formatted(findings));
      if (write) {
        monitor.start();
        pages(logs, 0, HALF);
        logs.awaitEmptyQueue();
        assertThat(monitor.stop()).isIn(0, 143);
        replaceGoldenSavepoint(state.resolve("savepoints"));
        FileUtils.deleteDirectory(state.toFile());
      }
      copy(GOLDEN, Files.createDirectories(state.resolve("savepoints")).resolve("golden"));
      monitor.start();
      pages(logs, HALF, PAGES);

      JsonNode end = awaitEnd(logs, findings, monitor);

      // The first half was read only by the job that wrote the savepoint.
      assertThat(end.path("evidences").toString()).contains("\"pages\":" + PAGES + ',');
    }
  }

  private static void pages(EmulatedLogFiles logs, int from, int to) {
    for (int first = from; first < to; first += IN_ONE_FILE) {
      List<String> records = new ArrayList<>();
      for (int page = first; page < Math.min(first + IN_ONE_FILE, to); page++) {
        Instant time = ATTACK.plus(BETWEEN_PAGES.multipliedBy(page));
        records.add(TrailRecords.scan("page-" + page, "thief", "customers", time));
      }
      logs.announce(TrailRecords.logFile(records));
    }
  }

  /** Delivers reads of other actors days later, which end the scan's episode. */
  private static JsonNode awaitEnd(EmulatedLogFiles logs, Path findings, MonitorProcess monitor) {
    List<JsonNode> found = new ArrayList<>();
    Instant later = ATTACK.plus(Duration.ofDays(3));
    int[] sent = {0};
    Waiting.until(
        () -> {
          assertThat(monitor.isAlive()).as("the monitor runs").isTrue();
          String id = "later-" + sent[0]++;
          // A timer that is set late fires once time advances, so time must advance.
          Instant time = later.plus(Duration.ofMinutes(sent[0]));
          logs.announce(
              TrailRecords.logFile(
                  List.of(TrailRecords.scan(id, "clerk-" + id, "orders-" + id, time))));
          found.clear();
          OutputLines.in(findings).stream()
              .filter(line -> OutputLines.analytic(line).equals("bulk-read.table-scan"))
              .filter(line -> line.path("activity_id").asInt() == 3)
              .forEach(found::add);
          return !found.isEmpty();
        },
        "the scan's episode is over");
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void replaceGoldenSavepoint(Path savepoints) throws IOException {
    try (Stream<Path> written = Files.list(savepoints)) {
      FileUtils.deleteDirectory(GOLDEN.toFile());
      Files.createDirectories(GOLDEN.getParent());
      copy(written.max(Comparator.naturalOrder()).orElseThrow(), GOLDEN);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
    }
  }
}
