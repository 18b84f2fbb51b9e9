package io.exposuremonitor.detectors.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GapSignalsTest {
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";

  @Test
  void reportsSourceAccountAndMissingInterval() {
    Signal signal =
        GapSignals.of(
            new Gap(
                Gap.Cause.TRIMMED,
                STREAM,
                "shardId-000000000001",
                1_764_150_000_000L,
                1_764_153_600_000L,
                "went on at the oldest record"));

    assertThat(signal.resource()).isEqualTo(STREAM);
    assertThat(signal.actor())
        .isEqualTo(new Actor(Actor.Kind.ACCOUNT, "123456789012", "123456789012"));
    assertThat(signal.region()).isEqualTo("eu-west-1");
    assertThat(signal.start()).isEqualTo(1_764_150_000_000L);
    assertThat(signal.end()).isEqualTo(1_764_153_600_000L);
    assertThat(signal.magnitude()).isEqualTo(3_600);
    assertThat(signal.message())
        .isEqualTo(
            "Not all of "
                + STREAM
                + " was read: records expired before they were read, from 2025-11-26T09:40:00Z to"
                + " 2025-11-26T10:40:00Z. What happened in the meantime may have gone unseen.");
    assertThat(signal.evidence().facts())
        .containsEntry("cause", "trimmed")
        .containsEntry("part", "shardId-000000000001")
        .containsEntry("detail", "went on at the oldest record");
    assertThat(signal.evidence().counts()).containsEntry("gap_seconds", 3_600L);
  }

  @Test
  void startsGapOfUnknownLengthWhereReadingResumed() {
    Signal signal =
        GapSignals.of(
            new Gap(Gap.Cause.OBJECT_MISSING, "arn:aws:s3:::logs", "a.json.gz", 0, 5_000, ""));

    assertThat(signal.start()).isEqualTo(5_000);
    assertThat(signal.magnitude()).isEqualTo(1);
    assertThat(signal.actor().kind()).isEqualTo(Actor.Kind.UNKNOWN);
    assertThat(signal.evidence().counts()).doesNotContainKey("gap_seconds");
    assertThat(signal.evidence().facts()).doesNotContainKey("detail");
  }

  @Test
  void limitsStartOfGapToItsEnd() {
    Signal signal = GapSignals.of(new Gap(Gap.Cause.TRIMMED, STREAM, "", 9_000, 5_000, ""));

    assertThat(signal.start()).isEqualTo(5_000);
    assertThat(signal.end()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @EnumSource
  void formatsMessageForEveryCause(Gap.Cause cause) {
    assertThat(GapSignals.of(new Gap(cause, "input", "", 0, 1, "")).message())
        .startsWith("Not all of input was read: ")
        .endsWith(". What happened in the meantime may have gone unseen.")
        .doesNotContain("..");
  }
}
