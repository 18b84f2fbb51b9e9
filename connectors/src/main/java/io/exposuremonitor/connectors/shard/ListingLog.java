package io.exposuremonitor.connectors.shard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which shards each stream's last complete listing showed, and which streams may not be
 * listed. Not thread-safe.
 */
final class ListingLog {
  private final Map<String, Set<String>> partial = new HashMap<>();
  private final Map<String, Set<String>> complete = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /** Processes a page; a listing whose first page was missed does not count as complete. */
  void page(LedgerEvent.PageListed page) {
    refused.remove(page.stream());
    if (page.first()) {
      partial.put(page.stream(), new HashSet<>());
    }
    Set<String> ids = partial.get(page.stream());
    if (ids == null) {
      return;
    }
    page.shards().forEach(shard -> ids.add(shard.id()));
    if (page.last()) {
      complete.put(page.stream(), ids);
      partial.remove(page.stream());
    }
  }

  /** Records that the stream may not be listed now. */
  void refuse(String stream) {
    refused.add(stream);
  }

  /** Forgets a stream. */
  void forget(String stream) {
    partial.remove(stream);
    complete.remove(stream);
    refused.remove(stream);
  }

  /** Whether listing the stream was refused last. */
  boolean refused(String stream) {
    return refused.contains(stream);
  }

  /** Whether a complete listing of the stream was seen. */
  boolean isComplete(String stream) {
    return complete.containsKey(stream);
  }

  /** Whether the last complete listing showed the shard. */
  boolean shows(ShardKey key) {
    return complete.getOrDefault(key.stream(), Set.of()).contains(key.shard());
  }
}
