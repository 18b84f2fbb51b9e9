package io.exposuremonitor.job.operator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recently registered timers, which need not be registered again: a detector requests the
 * same wake-up with each of a key's events, and with RocksDB each registration is a write.
 *
 * <p>Never reports an unknown timer as known, and may forget any. The caller knows from the
 * watermark whether a known timer has already fired. Not thread-safe.
 */
public final class KnownTimers {
  private static final int ENTRIES = 1 << 14;

  private final @Nullable Object[] keys = new Object[ENTRIES];
  private final long[] times = new long[ENTRIES];

  /** Remembers a timer; false when it was known already. */
  boolean add(Object key, long time) {
    int hash = 31 * key.hashCode() + Long.hashCode(time);
    int at = (hash ^ hash >>> 15) & (ENTRIES - 1);
    if (times[at] == time && Objects.equals(keys[at], key)) {
      return false;
    }
    keys[at] = key;
    times[at] = time;
    return true;
  }
}
