package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A valid file among others that cannot be read. */
class UnreadableInputTest {
  private static final String STOP_LOGGING =
      """
      {"Records":[{"eventVersion":"1.11","userIdentity":{"type":"IAMUser",
       "principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::123456789012:user/alice",
       "accountId":"123456789012","userName":"alice"},
       "eventTime":"2025-11-22T10:00:00Z","eventSource":"cloudtrail.amazonaws.com",
       "eventName":"StopLogging","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",
       "userAgent":"aws-cli/2","requestParameters":{"name":"organization-trail"},
       "responseElements":null,"eventID":"11111111-2222-4333-8444-555555555555",
       "readOnly":false,"eventType":"AwsApiCall","managementEvent":true,
       "recipientAccountId":"123456789012","eventCategory":"Management"}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeValidFile() throws IOException {
    Files.writeString(folder.resolve("good.json"), STOP_LOGGING);
  }

  @Test
  void namesLostInputsWithoutTheirContentAndReadsTheRest() throws Exception {
    byte[] gzip = StoredRecords.gzip(STOP_LOGGING);
    byte[] corrupt = gzip.clone();
    Arrays.fill(corrupt, 12, 60, (byte) 0xff);
    Files.write(folder.resolve("corrupt.json.gz"), corrupt);
    Files.write(folder.resolve("half.json.gz"), Arrays.copyOf(gzip, gzip.length / 2));
    Files.writeString(folder.resolve("cut.json"), STOP_LOGGING.substring(0, 300));
    Files.writeString(folder.resolve("prose.log"), "MARKER-4711 is no JSON {\"MARKER-4711\":");

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().named())
        .extracting(UnreadableInputTest::fileName, SkippedInput::reason)
        .containsExactly(
            tuple("corrupt.json.gz", SkipReason.UNREADABLE),
            tuple("cut.json", SkipReason.TRUNCATED),
            tuple("half.json.gz", SkipReason.TRUNCATED),
            tuple("prose.log", SkipReason.NOT_JSON));
    assertThat(result.skipped().named().toString()).doesNotContain("MARKER");
    assertThat(result.skipped().lost()).isEqualTo(4);
    assertThat(result.incomplete()).isTrue();
    assertThat(result.skipped().byReason())
        .containsEntry("truncated", 2L)
        .containsEntry("unreadable", 1L)
        .containsEntry("not-json", 1L);
    assertValidFileWasRead(result);
  }

  @Test
  void reportsTruncatedFileOnce() throws Exception {
    Files.writeString(folder.resolve("cut.json"), STOP_LOGGING.strip().replace("]}", ",{\"event"));

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().named())
        .containsExactly(
            new SkippedInput(
                SkippedInput.Scope.REST,
                folder.resolve("cut.json").toString(),
                SkipReason.TRUNCATED,
                "broken off after 1 record; what followed is lost"));
    assertThat(result.skipped().truncatedFiles()).isEqualTo(1);
    assertThat(result.skipped().lost()).isEqualTo(1);
    assertThat(result.skipped().files()).isZero();
    assertThat(result.skipped().recordsByReason()).isEmpty();
    assertThat(result.skipped().unread()).isEmpty();
    assertThat(result.incomplete()).isTrue();
  }

  @Test
  void isCompleteDespiteFilesWithoutRecords() throws Exception {
    Files.writeString(folder.resolve("README.txt"), "About these logs.\n");
    Files.write(folder.resolve("empty.json"), new byte[0]);
    Files.write(
        folder.resolve("123456789012_CloudTrail-Digest_eu-central-1_trail.json.gz"),
        StoredRecords.gzip(
            """
            {"awsAccountId":"123456789012","digestStartTime":"2025-11-22T09:00:00Z",
             "digestEndTime":"2025-11-22T10:00:00Z","digestS3Bucket":"amzn-s3-demo-bucket",
             "digestSignatureAlgorithm":"SHA256withRSA","logFiles":[]}
            """));

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().byReason())
        .containsEntry("not-json", 1L)
        .containsEntry("digest", 1L);
    assertThat(result.skipped().lost()).isZero();
    assertThat(result.incomplete()).isFalse();
    assertThat(result.files()).isEqualTo(4);
    assertValidFileWasRead(result);
  }

  @Test
  void countsSkippedFilesAndRecordsAndNamesFirstInOrder() throws Exception {
    int broken = SkippedTally.MAX_NAMED + 1;
    Files.writeString(
        folder.resolve("some.json"),
        STOP_LOGGING.strip().replace("]}", ",{}".repeat(broken) + "]}"));
    Files.writeString(folder.resolve("README.txt"), "About these logs.\n");

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().files()).isEqualTo(1);
    assertThat(result.skipped().recordsByReason())
        .isEqualTo(Map.of("not-cloudtrail", (long) broken));
    assertThat(result.skipped().named()).hasSize(SkippedTally.MAX_NAMED);
    assertThat(result.skipped().named())
        .extracting(UnreadableInputTest::fileName)
        .startsWith("README.txt", "some.json")
        .endsWith("some.json");
    List<Integer> offsets =
        result.skipped().named().stream()
            .skip(1)
            .map(input -> Integer.valueOf(input.detail().replaceAll("^\\D+|\\D.*$", "")))
            .toList();
    assertThat(offsets).isSorted();
    assertThat(offsets.get(offsets.size() - 1) - offsets.get(0)).isEqualTo(3 * (broken - 3));
  }

  @Test
  void countsArchivesAndEmptyCompressedFilesAsLost() throws Exception {
    Files.writeString(folder.resolve("logs.zip"), "PK no JSON");
    Files.write(folder.resolve("broken-off.json.gz"), new byte[0]);

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().named())
        .extracting(UnreadableInputTest::fileName, SkippedInput::reason)
        .containsExactly(
            tuple("broken-off.json.gz", SkipReason.TRUNCATED),
            tuple("logs.zip", SkipReason.NOT_JSON));
    assertThat(result.skipped().lost()).isEqualTo(2);
    assertThat(result.skipped().unread()).isEmpty();
    assertValidFileWasRead(result);
  }

  @Test
  @Tag("slow")
  void readsWithMaximumParallelism() throws Exception {
    ReplayResult result = StoredRecords.replay(folder, EmbeddedEngine.MAX_PARALLELISM);

    assertValidFileWasRead(result);
  }

  @Test
  void skipsCyclicLinksAndReportsDanglingOnes() throws Exception {
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere.json"), folder.resolve("gone.json"));

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.skipped().named())
        .extracting(UnreadableInputTest::fileName, SkippedInput::reason)
        .containsExactly(tuple("nowhere.json", SkipReason.UNREADABLE));
    assertThat(result.files()).isEqualTo(2);
    assertValidFileWasRead(result);
  }

  private static String fileName(SkippedInput input) {
    return input.source().substring(input.source().lastIndexOf('/') + 1);
  }

  private static void assertValidFileWasRead(ReplayResult result) {
    assertThat(result.findings())
        .extracting(finding -> finding.analytic().id())
        .containsExactly("blindspot.logging-stopped");
    assertThat(result.findings().get(0).actor().id())
        .isEqualTo("arn:aws:iam::123456789012:user/alice");
  }
}
