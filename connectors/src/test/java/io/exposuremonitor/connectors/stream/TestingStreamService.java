package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link StreamService} on {@link TestingStreams}. */
public final class TestingStreamService implements StreamService<TestingRecord> {
  private final TestingStreams streams;
  private final StreamEvents events;

  /**
   * @param events receives gaps and renewed iterators
   */
  public TestingStreamService(TestingStreams streams, StreamEvents events) {
    this.streams = streams;
    this.events = events;
  }

  @Override
  public StreamList streams() throws StreamException {
    streams.takeLost().forEach(events::gap);
    return new StreamList(streams.streams(), true);
  }

  @Override
  public boolean wants(String stream) {
    return streams.wants(stream);
  }

  @Override
  public ShardPage shards(String stream, @Nullable String page) throws StreamException {
    return streams.page(stream, page);
  }

  @Override
  public List<Shard> children(ShardKey shard) throws StreamException {
    return streams.children(shard);
  }

  @Override
  public ShardCursor<TestingRecord> open(ShardKey shard, Position from, long verifiedAt) {
    return new Cursor(shard, from, verifiedAt);
  }

  @Override
  public void close() {
    // Nothing is held: the streams belong to the test.
  }

  private final class Cursor implements ShardCursor<TestingRecord> {
    private final ShardKey shard;
    private final Position from;
    private final long verifiedAt;
    private int next = -1;
    private boolean asked;

    Cursor(ShardKey shard, Position from, long verifiedAt) {
      this.shard = shard;
      this.from = from;
      this.verifiedAt = verifiedAt;
    }

    @Override
    public Batch<TestingRecord> read() throws StreamException {
      asked = streams.subscribesFirst() && !asked;
      if (asked) {
        return Batch.unanswered();
      }
      streams.passGate(TestingStreams.readOf(shard));
      // A read sees a consistent state of the streams.
      synchronized (streams) {
        streams.called(TestingStreams.readOf(shard), shard.stream());
        streams.checkThere(shard);
        if (streams.iteratorExpired(shard)) {
          events.count(StreamEvents.Count.EXPIRED_ITERATORS);
        }
        if (next < 0) {
          next = seek();
        }
        int oldest = streams.oldest(shard);
        if (next < oldest) {
          events.gap(
              new CoverageGap(
                  CoverageGap.Cause.TRIMMED,
                  shard.stream(),
                  shard.shard(),
                  verifiedAt,
                  System.currentTimeMillis(),
                  "TrimmedDataAccessException: went on at the oldest record"));
          next = oldest;
        }
        Batch<TestingRecord> batch = streams.read(shard, next);
        next += batch.entries().size();
        return batch;
      }
    }

    private int seek() {
      if (from instanceof Position.AtInstant instant) {
        return streams.firstAt(shard, instant.epochMillis());
      }
      if (from instanceof Position.AfterSequence after) {
        return Integer.parseInt(after.sequence()) + 1;
      }
      return streams.oldest(shard);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
