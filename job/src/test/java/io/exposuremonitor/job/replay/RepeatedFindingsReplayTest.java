package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One actor repeats an action on one resource at intervals longer than the quiet time. */
class RepeatedFindingsReplayTest {
  private static final Instant FIRST = Instant.parse("2025-11-01T10:00:00Z");

  private static final String STOP_LOGGING =
      """
      {"eventVersion":"1.11","userIdentity":{"type":"IAMUser",
       "principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::123456789012:user/alice",
       "accountId":"123456789012","userName":"alice"},
       "eventTime":"%s","eventSource":"cloudtrail.amazonaws.com",
       "eventName":"StopLogging","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",
       "userAgent":"aws-cli/2","requestParameters":{"name":"organization-trail"},
       "responseElements":null,"eventID":"11111111-2222-4333-8444-%012d",
       "readOnly":false,"eventType":"AwsApiCall","managementEvent":true,
       "recipientAccountId":"123456789012","eventCategory":"Management"}""";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, EpisodeState.MAX_OPEN, 2 * EpisodeState.MAX_OPEN + 1})
  void reportsEachEpisode(int episodes) throws Exception {
    List<Instant> times =
        IntStream.range(0, episodes).mapToObj(day -> FIRST.plus(Duration.ofDays(day))).toList();

    assertThat(startsOfFindings(times)).isEqualTo(times);
  }

  @Test
  void mergesRepetitionsWithinQuietTime() throws Exception {
    List<Instant> times =
        List.of(FIRST, FIRST.plus(Duration.ofHours(1)), FIRST.plus(Duration.ofDays(1)));

    assertThat(startsOfFindings(times)).containsExactly(times.get(0), times.get(2));
  }

  private List<Instant> startsOfFindings(List<Instant> times) throws Exception {
    Files.writeString(
        folder.resolve("calls.jsonl"),
        IntStream.range(0, times.size())
            .mapToObj(call -> STOP_LOGGING.replace("\n", "").formatted(times.get(call), call))
            .collect(Collectors.joining("\n")));
    return StoredRecords.replay(folder, 2).findings().stream()
        .map(Finding::start)
        .map(Instant::ofEpochMilli)
        .toList();
  }
}
