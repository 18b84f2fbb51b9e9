package io.exposuremonitor.detectors.incident;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sessions issued by AWS STS, kept for the longest lifetime of a session. At most {@value
 * #MAX}, about 150 bytes each in memory and 32 bytes stored; beyond that the oldest one is evicted.
 */
final class Sessions {
  /** Maximum number of sessions. */
  static final int MAX = 65_536;

  /** GetFederationToken issues the longest sessions. */
  static final long LONGEST_MILLIS = 36 * 3_600_000L;

  private static final long LOOK_EVERY_MILLIS = 60_000;

  private final Map<Long, SessionLink> byChild = new LinkedHashMap<>();
  private long looked = Long.MIN_VALUE;

  /**
   * Adds a session. A key belongs to one session, so a repeated link is ignored.
   *
   * @return false if another session was evicted for it
   */
  boolean add(SessionLink link) {
    byChild.putIfAbsent(link.child(), link);
    if (byChild.size() <= MAX) {
      return true;
    }
    byChild.remove(byChild.keySet().iterator().next());
    return false;
  }

  Collection<SessionLink> all() {
    return List.copyOf(byChild.values());
  }

  /** Removes the sessions that had expired by {@code moment}; does so at most once a minute. */
  void expire(long moment) {
    if (moment < looked + LOOK_EVERY_MILLIS) {
      return;
    }
    looked = moment;
    byChild.values().removeIf(link -> link.time() + LONGEST_MILLIS < moment);
  }

  /** The callers behind these identities, transitively up to the first one; ascending. */
  long[] issuersOf(long[] identities) {
    Deque<Long> open = new ArrayDeque<>();
    for (long identity : identities) {
      open.add(identity);
    }
    Set<Long> found = new TreeSet<>();
    while (!open.isEmpty() && found.size() < Links.MAX) {
      SessionLink link = byChild.get(open.remove());
      if (link != null) {
        found.add(link.parent());
        if (link.parentKey() != 0 && found.add(link.parentKey())) {
          open.add(link.parentKey());
        }
      }
    }
    return found.stream().mapToLong(Long::longValue).toArray();
  }
}
