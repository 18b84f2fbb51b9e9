package io.exposuremonitor.connectors.shard;

import java.util.HashMap;
import java.util.Map;

/**
 * Schedules queries for the children of an ended shard: at once, then after one second, two, four
 * and so on, up to 15 seconds. Not thread-safe.
 */
final class ChildQueries {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 15_000;

  private final Map<ShardKey, Query> queries = new HashMap<>();

  /** Whether a query is due; if so, schedules the next one. */
  boolean due(ShardKey key, long now) {
    Query query = queries.getOrDefault(key, new Query(now, FIRST_MILLIS));
    if (now < query.at) {
      return false;
    }
    queries.put(key, new Query(now + query.pause, Math.min(query.pause * 2, LONGEST_MILLIS)));
    return true;
  }

  /** Ends the queries of a shard whose children are known, or no longer awaited. */
  void done(ShardKey key) {
    queries.remove(key);
  }

  private record Query(long at, long pause) {}
}
