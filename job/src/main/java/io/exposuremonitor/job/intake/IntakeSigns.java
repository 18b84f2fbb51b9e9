package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.blindspot.SignsOfLife;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.element.DecodedBatch;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What an intake tells of blind spots: pulses of its source, live only, and signs that tables live.
 * For one task, on its thread. Holds nothing across a checkpoint but the records since the last
 * pulse, whose loss costs a pulse.
 */
public final class IntakeSigns {
  private final String input;
  private final boolean live;
  private final long latenessMillis;
  private final IntakeMeter meter;
  private final Consumer<SourcePulse> pulses;
  private final Consumer<TableSigns> signs;
  private final SignsOfLife life = new SignsOfLife();

  private long pulsedAt = Long.MIN_VALUE;
  private long records;
  private long early;
  private long ahead;
  private long mark = Long.MIN_VALUE;

  /**
   * @param input the source's name
   * @param lateness what comes later than this is counted
   * @param pulses takes a pulse every so often
   * @param signs takes what was added up, before event time passes it
   */
  IntakeSigns(
      String input,
      Episodes.Reporting reporting,
      Duration lateness,
      IntakeMeter meter,
      Consumer<SourcePulse> pulses,
      Consumer<TableSigns> signs) {
    this.input = input;
    this.live = reporting == Episodes.Reporting.LIFE_CYCLE;
    this.latenessMillis = lateness.toMillis();
    this.meter = meter;
    this.pulses = pulses;
    this.signs = signs;
  }

  /** Counts what arrived. */
  void note(DecodedBatch batch, StreamRecord<DecodedBatch> element) {
    life.add(batch.itemChanges());
    if (live && element.hasTimestamp()) {
      records += batch.records() + batch.itemChanges().size();
      compareTimes(batch, element.getTimestamp());
    }
  }

  /** Counts what is sent off. */
  void note(ActivityBundle bundle) {
    life.add(bundle);
  }

  /**
   * Sends a pulse when one is due, be it of nothing, and the signs with it.
   *
   * @param now the clock, epoch milliseconds
   */
  void tick(long now) {
    if (pulsedAt != Long.MIN_VALUE && now - pulsedAt < SourcePulse.PERIOD_MILLIS) {
      return;
    }
    pulsedAt = now;
    flush();
    if (live) {
      pulses.accept(new SourcePulse(input, now, records, early, ahead));
      records = 0;
      early = 0;
      ahead = 0;
    }
  }

  /** No watermark overtakes the signs of an hour that it ends. */
  void beforeMark(long time) {
    mark = time;
    if (life.holdsBefore(time)) {
      flush();
    }
  }

  /** Sends off the signs. */
  void flush() {
    life.flush(signs);
  }

  private void compareTimes(DecodedBatch batch, long arrival) {
    long earliest = mark == Long.MIN_VALUE ? Long.MIN_VALUE : mark - latenessMillis;
    long tooEarly = 0;
    long tooLate = 0;
    for (Activity activity : batch.activities()) {
      long before = activity.time() - arrival;
      if (before > SourcePulse.CLOCK_TOLERANCE_MILLIS) {
        tooEarly++;
        ahead = Math.max(ahead, before);
      } else if (activity.time() < earliest) {
        tooLate++;
      }
    }
    early += tooEarly;
    meter.addTimes(tooEarly, tooLate);
  }
}
