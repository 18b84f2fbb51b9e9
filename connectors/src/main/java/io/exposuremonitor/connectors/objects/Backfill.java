package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.ObjectStore.Listed;
import io.exposuremonitor.connectors.objects.ObjectStore.Page;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Existing objects of a bucket, to be found by listing.
 *
 * @param bucket the bucket
 * @param prefix of the keys; empty for all
 * @param from delivered at or after this, epoch milliseconds; 0 for all. CloudTrail's keys hold the
 *     delivery time; for other objects it is the time of writing
 * @param to delivered before this, epoch milliseconds; {@link Long#MAX_VALUE} for all
 */
public record Backfill(String bucket, String prefix, long from, long to) implements Serializable {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A file may be in the folder of the day before or after its delivery. */
  private static final long DAY_MILLIS = 86_400_000;

  /** Sorts after every day in the order of keys. */
  private static final String AFTER_DAYS = ":";

  /** All objects under a prefix. */
  public static Backfill all(String bucket, String prefix) {
    return new Backfill(bucket, prefix, 0, Long.MAX_VALUE);
  }

  /**
   * The progress of a listing.
   *
   * @param of the listed objects
   * @param listedTo all keys up to this one are done; null at the start. Not always an existing
   *     key: days outside the range are skipped
   * @param done true at the end
   */
  record Progress(Backfill of, @Nullable String listedTo, boolean done) {
    Progress after(Page page) {
      if (page.last() || page.objects().isEmpty()) {
        return new Progress(of, listedTo, true);
      }
      String last = page.objects().get(page.objects().size() - 1).object().key();
      return new Progress(of, of.jump(last), false);
    }
  }

  Progress start() {
    return new Progress(this, null, false);
  }

  /** The objects of a page that are in the range. */
  List<ObjectRef> inRange(Page page) {
    return page.objects().stream().filter(this::inRange).map(Listed::object).toList();
  }

  private boolean inRange(Listed listed) {
    long time = CloudTrailKey.delivered(listed.object().key()).orElse(listed.modified());
    return from <= time && time < to;
  }

  /** The key after which to continue: the given key, or a later one when days need no listing. */
  private String jump(String key) {
    CloudTrailKey.Folder folder = CloudTrailKey.folder(key);
    if (folder == null || CloudTrailKey.delivered(key).isEmpty()) {
      return key;
    }
    if (from > DAY_MILLIS && folder.day().compareTo(day(from - DAY_MILLIS)) < 0) {
      return folder.base() + day(from - DAY_MILLIS);
    }
    if (to < Long.MAX_VALUE - DAY_MILLIS && folder.day().compareTo(day(to + DAY_MILLIS)) > 0) {
      return folder.base() + AFTER_DAYS;
    }
    return key;
  }

  private static String day(long millis) {
    return DAY.format(Instant.ofEpochMilli(millis));
  }
}
