package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serialises the enumerator's state. */
final class ObjectEnumeratorStateSerializer extends VersionedSerializer<ObjectEnumeratorState> {
  static final ObjectEnumeratorStateSerializer INSTANCE = new ObjectEnumeratorStateSerializer();

  @Override
  protected void write(ObjectEnumeratorState state, DataOutputView out) throws IOException {
    out.writeInt(state.pending().size());
    for (ObjectSplit split : state.pending()) {
      ObjectSplitSerializer.INSTANCE.write(split, out);
    }
    out.writeInt(state.seen().size());
    for (SeenObjects.Entry entry : state.seen()) {
      out.writeLong(entry.high());
      out.writeLong(entry.low());
      out.writeLong(entry.at());
    }
    out.writeInt(state.backfills().size());
    for (Backfill.Progress progress : state.backfills()) {
      out.writeUTF(progress.of().bucket());
      out.writeUTF(progress.of().prefix());
      out.writeLong(progress.of().from());
      out.writeLong(progress.of().to());
      writeNullable(progress.listedTo(), out);
      out.writeBoolean(progress.done());
    }
  }

  @Override
  protected ObjectEnumeratorState read(DataInputView in) throws IOException {
    List<ObjectSplit> pending = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      pending.add(ObjectSplitSerializer.INSTANCE.read(in));
    }
    List<SeenObjects.Entry> seen = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      seen.add(new SeenObjects.Entry(in.readLong(), in.readLong(), in.readLong()));
    }
    List<Backfill.Progress> backfills = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Backfill of = new Backfill(in.readUTF(), in.readUTF(), in.readLong(), in.readLong());
      backfills.add(new Backfill.Progress(of, readNullable(in), in.readBoolean()));
    }
    return new ObjectEnumeratorState(pending, seen, backfills);
  }
}
