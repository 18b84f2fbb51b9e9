package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.job.element.DecodedBatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises Kinesis streams that carry a table's changes, and reports each at most once per hour
 * of event time. Not thread-safe.
 */
public final class Carriers {
  private static final long HOUR_MILLIS = 3_600_000;

  private final Map<String, Long> latest = new HashMap<>();

  /**
   * The stream that delivered the batch's changes, or null when there is none or it was reported
   * within the hour.
   */
  @Nullable StreamUse of(DecodedBatch batch) {
    if (batch.carrier().isEmpty() || batch.itemChanges().isEmpty()) {
      return null;
    }
    ItemChange first = batch.itemChanges().get(0);
    long time = first.header().time();
    Long before = latest.get(batch.carrier());
    if (before != null && time - before < HOUR_MILLIS) {
      return null;
    }
    latest.put(batch.carrier(), time);
    return StreamUse.known(
        StreamUse.Kind.DESTINATION, batch.carrier(), "", "", batch.carrier(), time);
  }
}
