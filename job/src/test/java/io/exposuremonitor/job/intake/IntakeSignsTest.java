package io.exposuremonitor.job.intake;

import static io.exposuremonitor.job.intake.ArrivingCalls.TABLE;
import static io.exposuremonitor.job.intake.ArrivingCalls.arriving;
import static io.exposuremonitor.job.intake.ArrivingCalls.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.finding.Episodes.Reporting;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.element.DecodedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class IntakeSignsTest {
  private static final long NOON = 1_764_158_400_000L;
  private static final long MINUTE = 60_000;

  private final List<SourcePulse> pulses = new ArrayList<>();
  private final List<TableSigns> signs = new ArrayList<>();

  private IntakeSigns intake(Reporting reporting) {
    return new IntakeSigns(
        "trail",
        reporting,
        Duration.ofMinutes(15),
        new IntakeMeter("trail", 0, true),
        pulses::add,
        signs::add);
  }

  private static ActivityBundle bundle(Activity... activities) {
    List<ActivityBundle> bundles = new ArrayList<>();
    ActivityBundler bundler =
        new ActivityBundler(100, 100, (bundle, arrival) -> bundles.add(bundle));
    bundler.add(List.of(activities), ActivityBundler.NOT_KNOWN);
    bundler.flush();
    return bundles.get(0);
  }

  @Test
  void emitsPulsesWithAndWithoutRecords() {
    IntakeSigns intake = intake(Reporting.LIFE_CYCLE);
    intake.tick(NOON);
    StreamRecord<DecodedBatch> element = arriving(NOON, scan(NOON), scan(NOON + 1));
    intake.note(element.getValue(), element);
    intake.tick(NOON + 29_000);
    intake.tick(NOON + 30_000);
    intake.tick(NOON + 60_000);

    assertThat(pulses)
        .containsExactly(
            new SourcePulse("trail", NOON, 0, 0, 0),
            new SourcePulse("trail", NOON + 30_000, 2, 0, 0),
            new SourcePulse("trail", NOON + 60_000, 0, 0, 0));
  }

  @Test
  void emitsPulsesAfterClockWasSetBack() {
    IntakeSigns intake = intake(Reporting.LIFE_CYCLE);
    intake.tick(NOON + 60 * MINUTE);
    intake.tick(NOON);

    assertThat(pulses).extracting(SourcePulse::time).containsExactly(NOON + 60 * MINUTE, NOON);
  }

  @Test
  void countsEventsAheadOfArrivalBeyondClockSkew() {
    IntakeSigns intake = intake(Reporting.LIFE_CYCLE);
    StreamRecord<DecodedBatch> element =
        arriving(NOON, scan(NOON + 5 * MINUTE), scan(NOON + 6 * MINUTE), scan(NOON + 9 * MINUTE));
    intake.compareTimes(element);
    intake.note(element.getValue(), element);
    intake.tick(NOON);

    assertThat(pulses).containsExactly(new SourcePulse("trail", NOON, 3, 2, 9 * MINUTE));
  }

  @Test
  void countsItemChangesAheadOfArrival() {
    IntakeSigns intake = intake(Reporting.LIFE_CYCLE);
    ItemChange removal = ItemChangeCountsTest.change("orders", ChangeKind.REMOVE, false);
    List<ItemChange> changes = List.of(removal.at(NOON), removal.at(NOON + 9 * MINUTE));
    DecodedBatch batch = DecodedBatch.ofChanges(changes, List.of(), 1);
    intake.compareTimes(new StreamRecord<>(batch, NOON));
    intake.tick(NOON);

    assertThat(pulses).containsExactly(new SourcePulse("trail", NOON, 0, 1, 9 * MINUTE));
  }

  @Test
  void emitsNoPulsesInReplay() {
    IntakeSigns intake = intake(Reporting.FINAL);
    StreamRecord<DecodedBatch> element = arriving(NOON, scan(NOON + 9 * MINUTE));
    intake.compareTimes(element);
    intake.note(element.getValue(), element);
    intake.tick(NOON);

    assertThat(pulses).isEmpty();
  }

  @Test
  void emitsSignsBeforeWatermarkThatEndsTheirHour() {
    IntakeSigns intake = intake(Reporting.FINAL);
    intake.note(bundle(scan(NOON + MINUTE), scan(NOON + 2 * MINUTE)));
    intake.beforeMark(NOON + 59 * MINUTE);
    assertThat(signs).isEmpty();
    intake.beforeMark(NOON + 60 * MINUTE);

    assertThat(signs)
        .containsExactly(
            new TableSigns(
                "123456789012/eu-west-1", TABLE, NOON / (60 * MINUTE), 2, 0, 0, NOON + 2 * MINUTE));
    intake.flush();
    assertThat(signs).hasSize(1);
  }
}
