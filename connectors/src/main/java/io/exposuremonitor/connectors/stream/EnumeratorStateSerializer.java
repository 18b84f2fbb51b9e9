package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.DiscoveryPlan;
import io.exposuremonitor.connectors.shard.DiscoveryPlan.PlannedStream;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.shard.LedgerEntry;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serialises the enumerator's state. Version 2 adds the first sequence numbers of shards. */
final class EnumeratorStateSerializer extends VersionedSerializer<EnumeratorState> {
  EnumeratorStateSerializer() {
    super(2);
  }

  @Override
  protected void write(EnumeratorState state, DataOutputView out) throws IOException {
    out.writeBoolean(state.plan().started());
    writeAll(out, state.plan().streams(), EnumeratorStateSerializer::writeStream);
    writeAll(out, state.entries(), EnumeratorStateSerializer::writeEntry);
    writeAll(
        out,
        state.gaps(),
        (to, letter) -> {
          to.writeLong(letter.id());
          ShardCodec.write(to, letter.gap());
        });
  }

  @Override
  protected EnumeratorState read(DataInputView in) throws IOException {
    return read(in, from -> ShardCodec.readShard(from).startingAt(readNullable(from)));
  }

  @Override
  protected EnumeratorState readOlder(int written, DataInputView in) throws IOException {
    return read(in, ShardCodec::readShard);
  }

  private static EnumeratorState read(DataInputView in, Reader<Shard> shards) throws IOException {
    boolean started = in.readBoolean();
    List<PlannedStream> streams = readAll(in, EnumeratorStateSerializer::readStream);
    return new EnumeratorState(
        new DiscoveryPlan.State(started, streams),
        readAll(in, from -> readEntry(from, shards)),
        readAll(in, from -> new GapOutbox.Letter(from.readLong(), ShardCodec.readGap(from))));
  }

  private static void writeStream(DataOutputView out, PlannedStream stream) throws IOException {
    out.writeUTF(stream.arn());
    out.writeBoolean(stream.live());
    out.writeLong(stream.retentionMillis());
    ShardCodec.write(out, stream.start());
    out.writeBoolean(stream.listed());
  }

  private static PlannedStream readStream(DataInputView in) throws IOException {
    return new PlannedStream(
        in.readUTF(),
        in.readBoolean(),
        in.readLong(),
        ShardCodec.readPosition(in),
        in.readBoolean());
  }

  private static void writeEntry(DataOutputView out, LedgerEntry entry) throws IOException {
    out.writeUTF(entry.stream());
    ShardCodec.write(out, entry.shard());
    writeNullable(entry.shard().start(), out);
    out.writeUTF(entry.status().name());
    out.writeInt(entry.subtask());
    ShardCodec.write(out, entry.position());
    out.writeLong(entry.verifiedAt());
    out.writeLong(entry.checkpoint());
    out.writeBoolean(entry.released());
    out.writeLong(entry.since());
  }

  private static LedgerEntry readEntry(DataInputView in, Reader<Shard> shards) throws IOException {
    return new LedgerEntry(
        in.readUTF(),
        shards.read(in),
        LedgerEntry.Status.valueOf(in.readUTF()),
        in.readInt(),
        ShardCodec.readPosition(in),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong());
  }

  private static <E> void writeAll(DataOutputView out, List<E> all, Writer<E> writer)
      throws IOException {
    out.writeInt(all.size());
    for (E one : all) {
      writer.write(out, one);
    }
  }

  private static <E> List<E> readAll(DataInputView in, Reader<E> reader) throws IOException {
    int count = in.readInt();
    List<E> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(reader.read(in));
    }
    return all;
  }

  private interface Writer<E> {
    void write(DataOutputView out, E value) throws IOException;
  }

  private interface Reader<E> {
    E read(DataInputView in) throws IOException;
  }
}
