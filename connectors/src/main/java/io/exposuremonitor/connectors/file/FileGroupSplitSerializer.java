package io.exposuremonitor.connectors.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** Splits as checkpoints hold them: id, size, paths, and the position where there is one. */
final class FileGroupSplitSerializer implements SimpleVersionedSerializer<FileGroupSplit> {
  private static final int VERSION = 1;
  private static final int INITIAL_CAPACITY = 1_024;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FileGroupSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(INITIAL_CAPACITY);
    out.writeUTF(split.splitId());
    out.writeLong(split.length());
    out.writeInt(split.files().size());
    for (Path file : split.files()) {
      out.writeUTF(file.toString());
    }
    CheckpointedPosition position = split.getReaderPosition().orElse(null);
    out.writeBoolean(position != null);
    if (position != null) {
      out.writeLong(position.getOffset());
      out.writeLong(position.getRecordsAfterOffset());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public FileGroupSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("splits of version " + version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    String id = in.readUTF();
    long size = in.readLong();
    int count = in.readInt();
    List<Path> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      files.add(new Path(in.readUTF()));
    }
    @Nullable CheckpointedPosition position =
        in.readBoolean() ? new CheckpointedPosition(in.readLong(), in.readLong()) : null;
    return new FileGroupSplit(id, files, size, position);
  }
}
