package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Version 1 of the serialised shards, positions and gaps, in state and on the wire. Kept
 * permanently: a changed layout becomes version 2 beside it. A shard's first sequence number is not
 * part of it.
 */
final class ShardCodec {
  private static final byte HORIZON = 0;
  private static final byte AT_INSTANT = 1;
  private static final byte AFTER_SEQUENCE = 2;
  private static final byte AFTER_SUB_SEQUENCE = 3;

  private ShardCodec() {}

  static void write(DataOutputView out, Position position) throws IOException {
    if (position instanceof Position.Horizon) {
      out.writeByte(HORIZON);
    } else if (position instanceof Position.AtInstant instant) {
      out.writeByte(AT_INSTANT);
      out.writeLong(instant.epochMillis());
    } else if (position instanceof Position.AfterSequence after) {
      out.writeByte(AFTER_SEQUENCE);
      out.writeUTF(after.sequence());
    } else if (position instanceof Position.AfterSubSequence after) {
      out.writeByte(AFTER_SUB_SEQUENCE);
      out.writeUTF(after.sequence());
      out.writeLong(after.subSequence());
    } else {
      throw new AssertionError(position.getClass());
    }
  }

  static Position readPosition(DataInputView in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case HORIZON -> Position.Horizon.INSTANCE;
      case AT_INSTANT -> new Position.AtInstant(in.readLong());
      case AFTER_SEQUENCE -> new Position.AfterSequence(in.readUTF());
      case AFTER_SUB_SEQUENCE -> new Position.AfterSubSequence(in.readUTF(), in.readLong());
      default -> throw new IOException("unknown kind of position: " + kind);
    };
  }

  static void write(DataOutputView out, Shard shard) throws IOException {
    out.writeUTF(shard.id());
    out.writeInt(shard.parents().size());
    for (String parent : shard.parents()) {
      out.writeUTF(parent);
    }
    HashRange range = shard.hashRange();
    out.writeBoolean(range != null);
    if (range != null) {
      out.writeUTF(range.from().toString());
      out.writeUTF(range.to().toString());
    }
    out.writeBoolean(shard.closed());
  }

  static Shard readShard(DataInputView in) throws IOException {
    String id = in.readUTF();
    int count = in.readInt();
    List<String> parents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parents.add(in.readUTF());
    }
    @Nullable HashRange range = null;
    if (in.readBoolean()) {
      range = new HashRange(new BigInteger(in.readUTF()), new BigInteger(in.readUTF()));
    }
    return new Shard(id, parents, range, in.readBoolean());
  }

  static void write(DataOutputView out, List<Shard> shards) throws IOException {
    out.writeInt(shards.size());
    for (Shard shard : shards) {
      write(out, shard);
    }
  }

  static List<Shard> readShards(DataInputView in) throws IOException {
    int count = in.readInt();
    List<Shard> shards = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      shards.add(readShard(in));
    }
    return shards;
  }

  static void write(DataOutputView out, ShardProgress progress) throws IOException {
    out.writeUTF(progress.key().stream());
    out.writeUTF(progress.key().shard());
    write(out, progress.position());
    out.writeLong(progress.verifiedAt());
    out.writeBoolean(progress.drained());
    write(out, progress.children());
  }

  static ShardProgress readProgress(DataInputView in) throws IOException {
    ShardKey key = new ShardKey(in.readUTF(), in.readUTF());
    Position position = readPosition(in);
    return new ShardProgress(key, position, in.readLong(), in.readBoolean(), readShards(in));
  }

  static void write(DataOutputView out, CoverageGap gap) throws IOException {
    out.writeUTF(gap.cause().name());
    out.writeUTF(gap.source());
    out.writeUTF(gap.part());
    out.writeLong(gap.from());
    out.writeLong(gap.to());
    out.writeUTF(gap.detail());
  }

  static CoverageGap readGap(DataInputView in) throws IOException {
    return new CoverageGap(
        CoverageGap.Cause.valueOf(in.readUTF()),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readUTF());
  }
}
