package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.destruction.DeletionTallies;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.sensitivity.ItemTallies;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.ElementTimes;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.sample.Counted;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Splits decoded batches: activities go into bundles; candidates, item changes and skipped inputs
 * to side outputs. It is chained to the source, so that single activities never cross a thread or
 * the network.
 *
 * <p>It has no state: all bundles are emitted before each checkpoint barrier. Otherwise a
 * processing-time timer emits bundles that have waited for one to two seconds, then as much of the
 * watermark as does not overtake those still waiting, and the idle status once nothing waits.
 */
public final class IntakeOperator extends AbstractStreamOperator<ActivityBundle>
    implements OneInputStreamOperator<DecodedBatch, ActivityBundle> {
  public static final OutputTag<RawRecord> CANDIDATES =
      new OutputTag<>("candidates", StreamTypes.RAW_RECORD);
  public static final OutputTag<ItemChange> ITEM_CHANGES =
      new OutputTag<>("item-changes", StreamTypes.ITEM_CHANGE);
  public static final OutputTag<ItemTally> ITEM_TALLIES =
      new OutputTag<>("item-tallies", StreamTypes.ITEM_TALLY);
  public static final OutputTag<DeletionTally> DELETIONS =
      new OutputTag<>("deletions", StreamTypes.DELETION_TALLY);
  public static final OutputTag<DeletionTally> EXPIRED =
      new OutputTag<>("expired", StreamTypes.DELETION_TALLY);
  public static final OutputTag<Gap> GAPS = new OutputTag<>("gaps", StreamTypes.GAP);
  public static final OutputTag<LeaseReading> LEASES =
      new OutputTag<>("leases", StreamTypes.LEASE_READING);
  public static final OutputTag<StreamUse> CARRIERS =
      new OutputTag<>("carriers", StreamTypes.STREAM_USE);
  public static final OutputTag<SourcePulse> PULSES =
      new OutputTag<>("source-pulses", StreamTypes.SOURCE_PULSE);
  public static final OutputTag<TableSigns> SIGNS =
      new OutputTag<>("table-signs", StreamTypes.TABLE_SIGNS);
  public static final OutputTag<SkippedInput> SKIPPED =
      new OutputTag<>("skipped", StreamTypes.SKIPPED_INPUT);

  private static final long serialVersionUID = 1L;
  private static final int MAX_BUNDLE = 4_096;
  private static final int MAX_WAITING = 65_536;
  private static final long TICK_MILLIS = 1_000;
  private static final long END = Watermark.MAX_WATERMARK.getTimestamp();

  private final String input;
  private final Episodes.Reporting reporting;
  private final Duration lateness;
  private final boolean outlived;
  private final boolean logs;
  private final ElementTimes times;

  private transient IntakeMeter meter;
  private transient Counted counted;
  private transient IntakeSigns signs;
  private transient ActivityBundler bundler;
  private transient ScheduledFuture<?> flushes;
  private transient HeldWatermark watermark;
  private transient IntakeTotals totals;
  private transient Carriers carriers;
  private transient IntakeIdleness idleness;

  /**
   * @param input the input's name
   * @param reporting a live job watches for silence and for wrong clocks
   * @param lateness events that are later than this are counted
   * @param outlived whether the job continues after this input has ended: then its end is not the
   *     end of event time, and does not hold back the watermark
   * @param logs whether it delivers records: then it is watched for silence, and they are counted
   */
  public IntakeOperator(
      String input,
      Episodes.Reporting reporting,
      Duration lateness,
      boolean outlived,
      boolean logs) {
    this.input = input;
    this.reporting = reporting;
    this.lateness = lateness;
    this.outlived = outlived;
    this.logs = logs;
    this.times = ElementTimes.of(reporting);
  }

  @Override
  public void open() throws Exception {
    super.open();
    meter = new IntakeMeter(input, getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), logs);
    counted = new Counted(output, getProcessingTimeService());
    meter.begin(counted);
    totals = new IntakeTotals();
    totals.register(getRuntimeContext());
    watermark = new HeldWatermark();
    carriers = new Carriers();
    idleness = new IntakeIdleness(output::emitWatermarkStatus);
    signs =
        new IntakeSigns(
            input,
            reporting,
            lateness,
            meter,
            this::emitPulse,
            sign -> output.collect(SIGNS, new StreamRecord<>(sign)));
    bundler = new ActivityBundler(MAX_BUNDLE, MAX_WAITING, this::emitBundle);
    flushes =
        getProcessingTimeService().scheduleWithFixedDelay(time -> tick(), TICK_MILLIS, TICK_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<DecodedBatch> element) {
    long arrival = ElementTimes.arrival(element);
    signs.compareTimes(element);
    DecodedBatch batch = times.arrived(element.getValue(), arrival);
    if (!batch.activities().isEmpty() || !batch.itemChanges().isEmpty()) {
      idleness.waits();
    }
    bundler.add(batch.activities(), arrival);
    for (RawRecord record : batch.candidates()) {
      output.collect(CANDIDATES, times.untimed(record, arrival));
    }
    for (ItemChange change : batch.itemChanges()) {
      output.collect(ITEM_CHANGES, times.element(change, change.header().time(), arrival));
    }
    for (ItemTally tally : ItemTallies.of(batch.itemChanges())) {
      output.collect(ITEM_TALLIES, times.element(tally, tally.last(), arrival));
    }
    for (DeletionTally tally : DeletionTallies.of(batch.itemChanges())) {
      output.collect(DELETIONS, times.element(tally, tally.last(), arrival));
    }
    for (DeletionTally tally : DeletionTallies.expired(batch.itemChanges())) {
      output.collect(EXPIRED, times.element(tally, tally.last(), arrival));
    }
    for (SkippedInput skipped : batch.skipped()) {
      output.collect(SKIPPED, new StreamRecord<>(skipped));
      reportLoss(skipped, element);
    }
    for (Gap gap : batch.gaps()) {
      emit(gap.to() > 0 ? gap : gap.endingAt(element.getTimestamp()), arrival);
    }
    for (LeaseReading leases : batch.leases()) {
      output.collect(LEASES, times.element(leases, leases.time(), arrival));
    }
    StreamUse carrier = carriers.of(batch);
    if (carrier != null) {
      output.collect(CARRIERS, times.element(carrier, carrier.end(), arrival));
    }
    signs.note(batch, element);
    totals.add(batch);
    meter.add(batch);
  }

  /**
   * Reports losses of live sources, which know when a record arrived. Files don't: a replay's
   * summary reports their losses.
   */
  private void reportLoss(SkippedInput skipped, StreamRecord<DecodedBatch> element) {
    boolean timed = element.hasTimestamp() && element.getTimestamp() > 0;
    if (timed && skipped.isLoss()) {
      emit(Gaps.of(skipped, element.getTimestamp()), ElementTimes.arrival(element));
    }
  }

  private void emit(Gap gap, long arrival) {
    meter.addGap(gap.cause());
    output.collect(GAPS, times.element(gap, gap.to(), arrival));
  }

  /**
   * Holds back the watermark. Watermarks come several times a second, and each would cut the
   * bundles short, so they wait with the bundles and never overtake them.
   */
  @Override
  public void processWatermark(Watermark mark) {
    // finish() emits the end of the input, whether the source is idle or not.
    if (mark.getTimestamp() != END) {
      watermark.hold(mark.getTimestamp());
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    idleness.source(status);
  }

  private void emitPulse(SourcePulse pulse) {
    if (logs) {
      output.collect(PULSES, new StreamRecord<>(pulse));
    }
  }

  private void emitBundle(ActivityBundle bundle, long arrival) {
    signs.note(bundle);
    output.collect(times.element(bundle, bundle.slot(), arrival));
  }

  private void tick() throws Exception {
    bundler.tick();
    signs.tick(getProcessingTimeService().getCurrentProcessingTime());
    meter.drain(counted);
    releaseWatermark();
    if (!watermark.isHeld() && bundler.oldestWaiting() == Long.MAX_VALUE) {
      idleness.settled();
    }
  }

  private void releaseWatermark() throws Exception {
    OptionalLong released = watermark.release(bundler.oldestWaiting());
    if (released.isPresent()) {
      signs.beforeMark(released.getAsLong());
      super.processWatermark(new Watermark(released.getAsLong()));
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    bundler.flush();
    signs.flush();
    meter.drain(counted);
  }

  @Override
  public void finish() throws Exception {
    flushes.cancel(false);
    bundler.flush();
    releaseWatermark();
    signs.flush();
    meter.drain(counted);
    if (outlived) {
      idleness.over();
    } else {
      idleness.waits();
      super.processWatermark(Watermark.MAX_WATERMARK);
    }
    super.finish();
  }
}
