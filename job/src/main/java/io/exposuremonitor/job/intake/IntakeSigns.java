package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.blindspot.SignsOfLife;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.ElementTimes;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Produces an intake's input to the detection of blind spots: pulses of its source (live jobs
 * only), and signs of life of tables. For one task, on its thread. Keeps nothing across a
 * checkpoint except the count since the last pulse; losing it costs no more than a pulse.
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
   * @param lateness events that are later than this are counted
   * @param pulses receives a pulse at regular intervals
   * @param signs receives the sums, before event time passes them
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

  /** Counts a batch that arrived, with its times limited to its arrival. */
  void note(DecodedBatch batch, StreamRecord<DecodedBatch> element) {
    life.add(batch.itemChanges());
    if (live && element.hasTimestamp()) {
      records += batch.records() + batch.itemChanges().size();
    }
  }

  /** Counts a bundle that is emitted. */
  void note(ActivityBundle bundle) {
    life.add(bundle);
  }

  /**
   * Emits a pulse when one is due, even an empty one, together with the signs.
   *
   * @param now the clock, epoch milliseconds
   */
  void tick(long now) {
    // A pulse in the future was sent before the clock was set back.
    if (pulsedAt <= now && now < pulsedAt + SourcePulse.PERIOD_MILLIS) {
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

  /** Emits the signs of an hour before the watermark that ends it. */
  void beforeMark(long time) {
    mark = time;
    if (life.holdsBefore(time)) {
      flush();
    }
  }

  /** Emits the signs. */
  void flush() {
    life.flush(signs);
  }

  /**
   * Counts the events of a batch that are dated later than its arrival, and the calls that are
   * late. Changes are not counted as late: the shards of a stream are read at different paces.
   */
  void compareTimes(StreamRecord<DecodedBatch> element) {
    if (!live || !element.hasTimestamp()) {
      return;
    }
    long arrival = element.getTimestamp();
    long earliest = mark == Long.MIN_VALUE ? Long.MIN_VALUE : mark - latenessMillis;
    long earlyBefore = early;
    long tooLate = 0;
    for (Activity activity : element.getValue().activities()) {
      countIfAhead(activity.time(), arrival);
      tooLate += activity.time() < earliest ? 1 : 0;
    }
    for (ItemChange change : element.getValue().itemChanges()) {
      countIfAhead(change.header().time(), arrival);
    }
    meter.addTimes(early - earlyBefore, tooLate);
  }

  private void countIfAhead(long eventTime, long arrival) {
    if (ElementTimes.isAhead(eventTime, arrival)) {
      early++;
      ahead = Math.max(ahead, eventTime - arrival);
    }
  }
}
