package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.GapOutbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Messages between the enumerator and its readers, besides the engine's own. The engine uses Java
 * serialisation for these; shards and gaps are embedded in this source's own format.
 */
sealed interface ShardSourceEvent extends SourceEvent {

  /** Reader to enumerator: a shard was read to its end, and all its records were emitted. */
  record ShardDrained(byte[] split) implements ShardSourceEvent {
    private static final long serialVersionUID = 1L;

    static ShardDrained of(ShardSplit split) {
      try {
        return new ShardDrained(new ShardSplitSerializer().serialize(split));
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
    }

    ShardSplit decoded() {
      try {
        ShardSplitSerializer serializer = new ShardSplitSerializer();
        return serializer.deserialize(serializer.getVersion(), split);
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
    }
  }

  /** Reader to enumerator: according to a checkpoint, these gaps were emitted. */
  record GapsEmitted(long[] ids) implements ShardSourceEvent {
    private static final long serialVersionUID = 1L;

    static GapsEmitted of(List<Long> ids) {
      return new GapsEmitted(ids.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /** Enumerator to reader: close a drained split, and its watermark output. */
  record ReleaseSplit(String splitId) implements ShardSourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Enumerator to reader: there is nothing to read for now, so the reader must not hold back the
   * watermark.
   */
  record StandBy() implements ShardSourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** Enumerator to reader: emit a gap that no reader found. */
  record EmitGap(long id, byte[] gap) implements ShardSourceEvent {
    private static final long serialVersionUID = 1L;

    static EmitGap of(GapOutbox.Letter letter) {
      try {
        DataOutputSerializer out = new DataOutputSerializer(128);
        ShardCodec.write(out, letter.gap());
        return new EmitGap(letter.id(), out.getCopyOfBuffer());
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
    }

    GapOutbox.Letter decoded() {
      try {
        CoverageGap decoded = ShardCodec.readGap(new DataInputDeserializer(gap));
        return new GapOutbox.Letter(id, decoded);
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
    }
  }
}
