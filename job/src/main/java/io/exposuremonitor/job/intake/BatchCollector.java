package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a decoder finds into a batch. Not thread-safe. */
public final class BatchCollector implements DecoderSink {
  private final String source;
  private List<Activity> activities = new ArrayList<>();
  private List<RawRecord> candidates = new ArrayList<>();
  private List<SkippedInput> skipped = new ArrayList<>();

  /**
   * @param source the file or stream read, for messages
   */
  public BatchCollector(String source) {
    this.source = source;
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
  public void skipped(SkipReason reason, String detail) {
    skipped.add(new SkippedInput(SkippedInput.Scope.RECORD, source, reason, detail));
  }

  /** True when something was skipped since the last call of {@link #drain}. */
  boolean hasSkipped() {
    return !skipped.isEmpty();
  }

  /**
   * What was skipped since the last call of {@link #drain} was all there is: the file is of no use.
   */
  void skippedTheFile() {
    SkippedInput first = skipped.get(0);
    skipped = new ArrayList<>();
    skipped.add(
        new SkippedInput(SkippedInput.Scope.FILE, first.source(), first.reason(), first.detail()));
  }

  /**
   * Everything gathered since the last call.
   *
   * @param records CloudTrail records decoded meanwhile
   * @param bytes bytes consumed meanwhile
   */
  public DecodedBatch drain(long records, long bytes) {
    DecodedBatch batch = new DecodedBatch(activities, candidates, skipped, records, bytes);
    activities = new ArrayList<>(activities.size());
    candidates = new ArrayList<>();
    skipped = new ArrayList<>();
    return batch;
  }
}
