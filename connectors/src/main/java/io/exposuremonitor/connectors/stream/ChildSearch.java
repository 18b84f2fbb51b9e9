package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the children of ended shards: by a query for each, or, when many shards of a stream
 * end at once, by listing the stream. A large table replaces hundreds of shards within minutes, and
 * the service allows few calls a second: queries for all of them would take minutes, and would keep
 * the engine's worker thread from listing anything. For the coordinator's thread.
 */
final class ChildSearch {
  /** How many queries may be waiting for their answers. */
  static final int MAX_QUERIES = 5;

  private final SplitEnumeratorContext<?> context;
  private final StreamService<?> service;
  private final StreamLister lister;
  private final CallCounters calls;
  private final Listener listener;
  private final Set<String> listed = new HashSet<>();
  private int queries;

  /** Receives what was found. */
  interface Listener {
    /**
     * @param found may contain other shards; possibly none, if the service does not know any yet
     */
    void children(ShardKey parent, List<Shard> found);

    /**
     * @param why one sentence with the error code
     */
    void denied(String stream, String why);
  }

  ChildSearch(
      SplitEnumeratorContext<?> context,
      StreamService<?> service,
      StreamLister lister,
      CallCounters calls,
      Listener listener) {
    this.context = context;
    this.service = service;
    this.lister = lister;
    this.calls = calls;
    this.listener = listener;
  }

  /** Searches once; whoever still misses the children asks again. */
  void search(ShardKey parent) {
    String stream = parent.stream();
    if (listed.contains(stream) && lister.isListing(stream)) {
      return; // Queries would only delay the listing.
    }
    listed.remove(stream);
    if (queries >= MAX_QUERIES) {
      listed.add(stream);
      lister.listAnew(stream);
      return;
    }
    queries++;
    context.callAsync(
        () -> service.children(parent), (found, error) -> answered(parent, found, error));
  }

  private void answered(ShardKey parent, List<Shard> found, @Nullable Throwable error) {
    queries--;
    if (error == null) {
      listener.children(parent, found);
    } else if (!(error instanceof StreamException failed)) {
      lister.handleTemporary("the children of " + parent, error);
    } else if (failed.kind() == StreamException.Kind.DENIED) {
      calls.failed(failed);
      listener.denied(parent.stream(), String.valueOf(failed.getMessage()));
    } else if (failed.kind() != StreamException.Kind.GONE) {
      lister.handleTemporary("the children of " + parent, failed);
    }
  }
}
