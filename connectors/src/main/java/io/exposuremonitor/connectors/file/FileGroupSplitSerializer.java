package io.exposuremonitor.connectors.file;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serialises splits for checkpoints: id, size, paths, and the position if there is one. */
final class FileGroupSplitSerializer extends VersionedSerializer<FileGroupSplit> {
  @Override
  protected void write(FileGroupSplit split, DataOutputView out) throws IOException {
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
  }

  @Override
  protected FileGroupSplit read(DataInputView in) throws IOException {
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
