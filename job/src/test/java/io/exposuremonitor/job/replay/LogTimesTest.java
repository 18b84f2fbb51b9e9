package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTimesTest {
  private static final long TEN = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

  @TempDir Path folder;

  @Test
  void readsTheTimeInCloudTrailsFileNames() throws IOException {
    Path file =
        write("111122223333_CloudTrail_eu-west-1_20260301T1000ZHdkvFTXOA3Vnhbc.json.gz", "");

    assertThat(LogTimes.of(List.of(file))).containsExactly(TEN);
  }

  @Test
  void readsTimesInContentOfFilesWithOtherNames() throws IOException {
    Path file =
        write(
            "records.json",
            "[{\"eventTime\":\"2026-03-01T11:00:00Z\"},{\"eventTime\" : \"2026-03-01T10:00:00Z\"}]");

    assertThat(LogTimes.of(List.of(file))).containsExactly(TEN, TEN + 3_600_000L);
  }

  @Test
  void readsTimesInCompressedFiles() throws IOException {
    Path file = folder.resolve("records.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"eventTime\":\"2026-03-01T10:00:00Z\"}".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(LogTimes.of(List.of(file))).containsExactly(TEN);
  }

  @Test
  void returnsEachHourOnceInOrder() throws IOException {
    Path late = write("a.json", "{\"eventTime\":\"2026-03-02T10:00:00Z\"}");
    Path early = write("b.json", "{\"eventTime\":\"2026-03-01T10:00:00Z\"}");

    assertThat(LogTimes.of(List.of(late, early, early)))
        .containsExactly(TEN, TEN + 24 * 3_600_000L);
  }

  @Test
  void sortsFilesByTimeAndThoseWithoutTimeLast() throws IOException {
    Path late = write("a.json", "{\"eventTime\":\"2026-03-01T10:20:00Z\"}");
    Path unknown = write("b.txt", "no time here");
    Path early = write("c.json", "{\"eventTime\":\"2026-03-01T10:10:00Z\"}");
    Path named = write("x_CloudTrail_eu-west-1_20260301T1015ZHdkvFTXOA3Vnhbc.json.gz", "");

    assertThat(LogTimes.inOrder(List.of(late, unknown, early, named)))
        .containsExactly(early, named, late, unknown);
  }

  @Test
  void isEmptyIfNoFileContainsATime() throws IOException {
    Path file = write("LICENSE", "no time here");

    assertThat(LogTimes.of(List.of(file))).isEmpty();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
