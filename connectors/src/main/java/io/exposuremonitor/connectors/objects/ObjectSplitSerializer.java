package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serialises a split for checkpoints. */
final class ObjectSplitSerializer extends VersionedSerializer<ObjectSplit> {
  static final ObjectSplitSerializer INSTANCE = new ObjectSplitSerializer();

  @Override
  protected void write(ObjectSplit split, DataOutputView out) throws IOException {
    ObjectRef object = split.object();
    out.writeUTF(object.bucket());
    out.writeUTF(object.key());
    writeNullable(object.versionId(), out);
    writeNullable(object.eTag(), out);
    out.writeLong(object.size());
    out.writeLong(split.emitted());
  }

  @Override
  protected ObjectSplit read(DataInputView in) throws IOException {
    ObjectRef object =
        new ObjectRef(
            in.readUTF(), in.readUTF(), readNullable(in), readNullable(in), in.readLong());
    return new ObjectSplit(object, in.readLong());
  }
}
