package io.exposuremonitor.job.intake;

import static io.exposuremonitor.job.intake.ArrivingCalls.arriving;
import static io.exposuremonitor.job.intake.ArrivingCalls.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.wire.ActivityBundleSerializer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing a harness waits for its tasks
class IntakeOperatorTest {
  private static final long NOON = 1_764_158_400_000L;
  private static final Watermark MARK = new Watermark(NOON);

  /** A harness with a clock that starts at 0. */
  private static Harness intake(Reporting reporting, boolean outlived) throws Exception {
    Harness harness =
        new Harness(new IntakeOperator("trail", reporting, Duration.ofMinutes(15), outlived, true));
    harness.open();
    return harness;
  }

  @Test
  void defersIdlenessUntilWaitingActivitiesAreEmitted() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processElement(arriving(NOON, scan(NOON)));
      intake.processWatermark(MARK);
      intake.processWatermarkStatus(WatermarkStatus.IDLE);
      intake.setProcessingTime(1_000);
      assertThat(intake.outputNames())
          .as("the watermark before the waiting call")
          .hasSize(1)
          .doesNotContain("IDLE");

      intake.setProcessingTime(3_000);
      assertThat(intake.outputNames()).endsWith("1 call", "mark", "IDLE").hasSize(4);
    }
  }

  @Test
  void sendsPulsesOnlyOfAnInputOfRecords() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.setProcessingTime(60_000);
      assertThat(intake.getSideOutput(IntakeOperator.PULSES)).isNotEmpty();
    }
    try (Harness leases =
        new Harness(
            new IntakeOperator(
                "readers", Reporting.LIFE_CYCLE, Duration.ofMinutes(15), false, false))) {
      leases.open();
      leases.processElement(new StreamRecord<>(DecodedBatch.of(List.<LeaseReading>of()), NOON));
      leases.setProcessingTime(60_000);
      assertThat(leases.getSideOutput(IntakeOperator.PULSES)).isNullOrEmpty();
    }
  }

  @Test
  void forwardsActivityAfterIdlenessAtOnce() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processWatermarkStatus(WatermarkStatus.IDLE);
      intake.setProcessingTime(1_000);
      intake.processWatermarkStatus(WatermarkStatus.ACTIVE);

      assertThat(intake.outputNames()).containsExactly("IDLE", "ACTIVE");
    }
  }

  @Test
  void becomesActiveWhileActivitiesOfIdleSourceWait() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processWatermarkStatus(WatermarkStatus.IDLE);
      intake.setProcessingTime(1_000);
      intake.processElement(arriving(NOON, scan(NOON)));
      intake.setProcessingTime(5_000);

      assertThat(intake.outputNames()).containsExactly("IDLE", "ACTIVE", "1 call", "IDLE");
    }
  }

  @Test
  void goesIdleAtEndOfInputThatTheJobOutlives() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, true)) {
      intake.processElement(arriving(NOON, scan(NOON)));
      intake.processWatermark(Watermark.MAX_WATERMARK);
      // The source's timers may still fire between its end and the operator's.
      intake.processWatermarkStatus(WatermarkStatus.ACTIVE);
      intake.processWatermark(MARK);
      intake.getOperator().finish();

      assertThat(intake.outputNames()).containsExactly("1 call", "mark", "IDLE");
    }
  }

  @Test
  void emitsFinalWatermarkAtEndOfIdleLastInput() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processWatermarkStatus(WatermarkStatus.IDLE);
      intake.setProcessingTime(1_000);
      intake.getOperator().finish();

      assertThat(intake.outputNames()).containsExactly("IDLE", "ACTIVE", "end");
    }
  }

  @Test
  void stampsBundleWithEarliestArrivalInContinuousJob() throws Exception {
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processElement(arriving(NOON + 9_000, scan(NOON)));
      intake.processElement(arriving(NOON + 7_000, scan(NOON + 1)));
      intake.processElement(arriving(NOON + 8_000, scan(NOON + 2)));
      intake.setProcessingTime(3_000);

      assertThat(intake.extractOutputStreamRecords())
          .singleElement()
          .extracting(StreamRecord::getTimestamp)
          .isEqualTo(NOON + 7_000);
    }
  }

  @Test
  void stampsBundleWithEventTimeInBoundedRun() throws Exception {
    try (Harness intake = intake(Reporting.FINAL, false)) {
      intake.processElement(arriving(NOON + 9_000, scan(NOON)));
      intake.getOperator().finish();

      assertThat(intake.extractOutputStreamRecords())
          .singleElement()
          .extracting(StreamRecord::getTimestamp)
          .isEqualTo(ActivityBundle.slotOf(NOON));
    }
  }

  @Test
  void movesFutureCallsToTheirArrivalInContinuousJob() throws Exception {
    long nextYear = NOON + Duration.ofDays(365).toMillis();
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processElement(arriving(NOON, scan(nextYear)));
      intake.setProcessingTime(3_000);

      assertThat(intake.times()).containsExactly(NOON);
    }
    try (Harness replayed = intake(Reporting.FINAL, false)) {
      replayed.processElement(arriving(NOON, scan(nextYear)));
      replayed.getOperator().finish();

      assertThat(replayed.times()).containsExactly(nextYear);
    }
  }

  @Test
  void movesFutureItemChangesToTheirArrivalInContinuousJob() throws Exception {
    ItemChange removal = ItemChangeCountsTest.change("orders", ChangeKind.REMOVE, false);
    ItemChange ahead = removal.at(NOON + Duration.ofDays(365).toMillis());
    DecodedBatch batch = DecodedBatch.ofChanges(List.of(ahead), List.of(), 1);
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processElement(new StreamRecord<>(batch, NOON));

      assertThat(intake.getSideOutput(IntakeOperator.ITEM_CHANGES))
          .extracting(change -> change.getValue().header().time())
          .containsExactly(NOON);
      assertThat(intake.getSideOutput(IntakeOperator.DELETIONS))
          .extracting(tally -> tally.getValue().last())
          .containsExactly(NOON);
    }
    try (Harness replayed = intake(Reporting.FINAL, false)) {
      replayed.processElement(new StreamRecord<>(batch, NOON));

      assertThat(replayed.getSideOutput(IntakeOperator.ITEM_CHANGES))
          .extracting(change -> change.getValue())
          .containsExactly(ahead);
    }
  }

  @Test
  void keepsEventTimeSlightlyAheadOfArrival() throws Exception {
    long ahead = NOON + Duration.ofMinutes(5).toMillis();
    try (Harness intake = intake(Reporting.LIFE_CYCLE, false)) {
      intake.processElement(arriving(NOON, scan(ahead)));
      intake.setProcessingTime(3_000);

      assertThat(intake.times()).containsExactly(ahead);
    }
  }

  private static final class Harness
      extends OneInputStreamOperatorTestHarness<DecodedBatch, ActivityBundle> {
    Harness(IntakeOperator intake) throws Exception {
      super(intake);
      setup(new ActivityBundleSerializer());
    }

    /** The output so far, in order. */
    List<String> outputNames() {
      Stream<Object> all = getOutput().stream();
      return all.map(Harness::name).toList();
    }

    /** Times of the calls in the output. */
    List<Long> times() {
      return extractOutputStreamRecords().stream().map(out -> out.getValue().time(0)).toList();
    }

    private static String name(Object out) {
      if (out instanceof StreamRecord<?> element
          && element.getValue() instanceof ActivityBundle bundle) {
        return bundle.size() + " call";
      }
      if (out instanceof WatermarkStatus status) {
        return status.isIdle() ? "IDLE" : "ACTIVE";
      }
      if (out.equals(Watermark.MAX_WATERMARK)) {
        return "end";
      }
      return out.equals(MARK) ? "mark" : out.toString();
    }
  }
}
