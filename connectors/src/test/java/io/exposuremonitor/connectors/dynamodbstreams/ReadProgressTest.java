package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadProgressTest {
  private static final long NOW = 1_764_158_400_000L;

  private final ReadProgress progress = new ReadProgress(0);

  @Test
  void onlyEmptyReadsInARowMeanTheTip() {
    progress.nothing(NOW);
    progress.nothing(NOW + 1);
    progress.records(NOW - 60_000, NOW + 2);
    progress.nothing(NOW + 3);
    assertThat(progress.atTip()).isFalse();
    assertThat(progress.verifiedAt()).isEqualTo(NOW - 60_000);

    progress.nothing(NOW + 4);
    progress.nothing(NOW + 5);
    assertThat(progress.atTip()).isTrue();
    assertThat(progress.verifiedAt()).isEqualTo(NOW + 5);
    assertThat(progress.behindMillis()).isZero();
  }

  @Test
  void olderRecordTakesNoVerifiedTimeBack() {
    progress.records(NOW, NOW + 10);
    progress.records(NOW - 1_000, NOW + 10);
    assertThat(progress.verifiedAt()).isEqualTo(NOW);
    assertThat(progress.behindMillis()).isEqualTo(1_010);
  }
}
