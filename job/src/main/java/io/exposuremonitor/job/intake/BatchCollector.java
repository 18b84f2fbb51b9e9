package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.detectors.itemchange.ItemChangeSink;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.SkippedInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects a decoder's results into a batch, and decodes the item changes among them; the values of
 * items are not passed on. Not thread-safe.
 */
public final class BatchCollector implements DecoderSink, ItemChangeSink {
  private final String source;
  private final ItemChangeDecoder itemChangeDecoder;
  private final TableId known;
  private List<Activity> activities = new ArrayList<>();
  private List<RawRecord> candidates = new ArrayList<>();
  private List<ItemChange> itemChanges = new ArrayList<>();
  private List<SkippedInput> skipped = new ArrayList<>();
  private DecodedBatch.Span span = DecodedBatch.Span.NONE;
  private long itemChangeCount;
  private String within = "";

  /**
   * @param source the file or stream read, for messages
   * @param itemChangeDecoder decodes records of table streams
   */
  public BatchCollector(String source, ItemChangeDecoder itemChangeDecoder) {
    this(source, itemChangeDecoder, TableId.UNKNOWN);
  }

  /**
   * @param source the file or stream read, for messages
   * @param itemChangeDecoder decodes records of table streams
   * @param known what the source knows about the table, for records that leave it out
   */
  BatchCollector(String source, ItemChangeDecoder itemChangeDecoder, TableId known) {
    this.source = source;
    this.itemChangeDecoder = itemChangeDecoder;
    this.known = known;
  }

  @Override
  public void record(long time) {
    span = span.with(time);
  }

  @Override
  public void activity(Activity activity) {
    activities.add(activity);
  }

  @Override
  public void candidate(RawRecord record) {
    candidates.add(record);
  }

  @Override
  public void itemChange(byte[] bytes, int from, int to, String place) {
    itemChangeDecoder.decode(bytes, from, to, place, known, this);
  }

  @Override
  public void itemChange(ItemChange change) {
    itemChanges.add(change);
    itemChangeCount++;
  }

  @Override
  public void skipped(SkipReason reason, String detail) {
    String where = within.isEmpty() ? detail : within + ", " + detail;
    skipped.add(new SkippedInput(SkippedInput.Scope.RECORD, source, reason, where));
  }

  /** Sets the place in the source from which the following records come, for messages. */
  void at(String place) {
    within = place;
  }

  /** Number of item changes collected so far, in all batches. */
  long itemChangeCount() {
    return itemChangeCount;
  }

  /** True when something was skipped since the last call of {@link #drain}. */
  boolean hasSkipped() {
    return !skipped.isEmpty();
  }

  /**
   * Reports everything since the last call of {@link #drain} as a skipped file: the file holds
   * nothing usable.
   */
  void skipFile() {
    SkippedInput first = skipped.get(0);
    skipped = new ArrayList<>();
    skipped.add(
        new SkippedInput(SkippedInput.Scope.FILE, first.source(), first.reason(), first.detail()));
  }

  /**
   * Reports the rest of the file as skipped.
   *
   * @param records number of records read before it
   */
  void skipRest(long records) {
    SkippedInput last = skipped.remove(skipped.size() - 1);
    String how = last.reason() == SkipReason.TRUNCATED ? "broken off" : last.reasonName();
    skipped.add(
        new SkippedInput(
            SkippedInput.Scope.REST,
            last.source(),
            last.reason(),
            how
                + " after "
                + records
                + (records == 1 ? " record" : " records")
                + "; what followed is lost"));
  }

  /**
   * Returns everything collected since the last call.
   *
   * @param records CloudTrail records decoded since then
   * @param bytes bytes consumed since then
   */
  public DecodedBatch drain(long records, long bytes) {
    DecodedBatch batch =
        new DecodedBatch(
            activities,
            candidates,
            itemChanges,
            skipped,
            List.of(),
            List.of(),
            "",
            DecodedBatch.NOT_REPORTED,
            records,
            span,
            bytes);
    activities = new ArrayList<>(activities.size());
    candidates = new ArrayList<>();
    itemChanges = new ArrayList<>();
    skipped = new ArrayList<>();
    span = DecodedBatch.Span.NONE;
    return batch;
  }
}
