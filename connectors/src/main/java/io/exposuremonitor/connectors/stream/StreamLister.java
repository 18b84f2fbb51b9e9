package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists streams and their shards, page by page. Each page is processed as soon as it arrives, so
 * that a listing that never completes still finds shards. One call at a time, with streams taking
 * turns; calls run on the engine's worker thread, everything else on the coordinator's.
 *
 * <p>A page that failed is requested again in the next round; when it fails again, its token may
 * have expired, and the listing starts over. The same holds for a stream whose listing is denied,
 * which is reported to the listener. Any other denial fails the job, because it would not pass by
 * itself.
 *
 * <p>Listing the streams may take longer than its interval, as when many tables are described one
 * by one. The engine would then make one list after the other, and never reach the shards;
 * therefore listing streams takes at most about half of the time.
 */
final class StreamLister {
  private static final Logger LOG = LoggerFactory.getLogger(ShardedStreamSource.class);
  private final SplitEnumeratorContext<?> context;
  private final StreamService<?> service;
  private final CallCounters calls;
  private final Listener listener;
  private final LongSupplier nanos;
  private final Queue<Listing> turns = new ArrayDeque<>();
  private final Set<String> scheduled = new HashSet<>();
  private final Set<String> again = new HashSet<>();
  private final Map<String, Listing> broken = new HashMap<>();
  private boolean calling;

  /** How many of the next stream listings are skipped; for the worker thread only. */
  private long leftOut;

  /** Receives the listed streams and shards. */
  interface Listener {
    void streams(StreamList streams);

    void page(String stream, ShardPage page, boolean first);

    void gone(String stream);

    /**
     * @param why one sentence with the error code
     */
    void denied(String stream, String why);
  }

  /**
   * @param nanos any clock
   */
  StreamLister(
      SplitEnumeratorContext<?> context,
      StreamService<?> service,
      CallCounters calls,
      Listener listener,
      LongSupplier nanos) {
    this.context = context;
    this.service = service;
    this.calls = calls;
    this.listener = listener;
    this.nanos = nanos;
  }

  /** Starts a round now, and then at each interval. */
  void start(long intervalMillis) {
    long intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    context.callAsync(() -> listStreams(intervalNanos), this::streams, 0, intervalMillis);
  }

  /** Lists the streams, on the worker thread; empty when it is the shards' turn. */
  private Optional<StreamList> listStreams(long intervalNanos) throws StreamException {
    if (leftOut > 0) {
      leftOut--;
      return Optional.empty();
    }
    long started = nanos.getAsLong();
    try {
      return Optional.of(service.streams());
    } finally {
      leftOut = 2 * (nanos.getAsLong() - started) / intervalNanos;
    }
  }

  private void streams(Optional<StreamList> streams, @Nullable Throwable error) {
    if (error != null) {
      handleTemporary("the list of streams", error);
      return;
    }
    streams.ifPresent(listener::streams);
  }

  /** Lists the shards of streams, unless that is in progress. */
  void list(Collection<String> streams) {
    for (String stream : streams) {
      if (scheduled.add(stream)) {
        Listing unfinished = broken.remove(stream);
        turns.add(unfinished == null ? new Listing(stream, null, 0) : unfinished);
      }
    }
    next();
  }

  /**
   * Lists all shards of a stream that exist now: a listing in progress may have passed the place of
   * new ones, so that another follows it.
   */
  void listAnew(String stream) {
    if (scheduled.contains(stream)) {
      again.add(stream);
    } else {
      list(List.of(stream));
    }
  }

  /** Whether a listing of the stream's shards is in progress, or waits for its turn. */
  boolean isListing(String stream) {
    return scheduled.contains(stream);
  }

  private void next() {
    Listing listing = calling ? null : turns.poll();
    if (listing != null) {
      calling = true;
      context.callAsync(
          () -> service.shards(listing.stream, listing.token),
          (page, error) -> listed(listing, page, error));
    }
  }

  private void listed(Listing listing, ShardPage page, @Nullable Throwable error) {
    calling = false;
    if (error != null) {
      scheduled.remove(listing.stream);
      failed(listing, error);
    } else {
      String token = page.next();
      if (token == null) {
        scheduled.remove(listing.stream);
      } else {
        turns.add(new Listing(listing.stream, token, 0));
      }
      listener.page(listing.stream, page, listing.token == null);
      if (token == null && again.remove(listing.stream)) {
        list(List.of(listing.stream));
      }
    }
    next();
  }

  private void failed(Listing listing, Throwable error) {
    if (error instanceof StreamException failed && failed.kind() == StreamException.Kind.GONE) {
      again.remove(listing.stream);
      listener.gone(listing.stream);
      return;
    }
    if (error instanceof StreamException denied && denied.kind() == StreamException.Kind.DENIED) {
      calls.failed(denied);
      listener.denied(listing.stream, String.valueOf(denied.getMessage()));
    } else {
      handleTemporary(listing.stream, error);
    }
    boolean tokenMayBeTooOld = listing.failures > 0;
    broken.put(
        listing.stream,
        tokenMayBeTooOld
            ? new Listing(listing.stream, null, 0)
            : new Listing(listing.stream, listing.token, listing.failures + 1));
  }

  /** Counts a temporary error; throws any other, which fails the job. */
  void handleTemporary(String what, Throwable error) {
    boolean passes =
        error instanceof StreamException failed
            && (failed.kind() == StreamException.Kind.RETRYABLE
                || failed.kind() == StreamException.Kind.THROTTLED);
    if (!passes) {
      LOG.error("can't list {}: {}; the job fails, and is started again", what, error.getMessage());
      throw new FlinkRuntimeException("can't list " + what + ": " + error.getMessage(), error);
    }
    calls.failed((StreamException) error);
  }

  private record Listing(String stream, @Nullable String token, int failures) {}
}
