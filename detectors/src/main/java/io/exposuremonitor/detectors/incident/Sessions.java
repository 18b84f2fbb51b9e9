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
 * Who was given which session, for as long as a session may last. At most {@value #MAX}, of about
 * 150 bytes each in memory and 32 stored: beyond that the one that was told first is forgotten.
 */
final class Sessions {
  /** Sessions remembered. */
  static final int MAX = 65_536;

  /** Those of GetFederationToken last the longest. */
  static final long LONGEST_MILLIS = 36 * 3_600_000L;

  private static final long LOOK_EVERY_MILLIS = 60_000;

  private final Map<Long, SessionLink> byChild = new LinkedHashMap<>();
  private long looked = Long.MIN_VALUE;

  /**
   * Remembers; a key belongs to one session, so what is told of it again says nothing new.
   *
   * @return false when another had to be forgotten for it
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

  /** Forgets the sessions that were over at a moment; looks for them once a minute. */
  void expire(long moment) {
    if (moment < looked + LOOK_EVERY_MILLIS) {
      return;
    }
    looked = moment;
    byChild.values().removeIf(link -> link.time() + LONGEST_MILLIS < moment);
  }

  /** Who stands behind these identities, step by step up to whoever began; ascending. */
  long[] behind(long[] identities) {
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
