package io.exposuremonitor.connectors.file;

import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A group of files that one subtask reads one after the other. A position within the split counts
 * the elements of all of them.
 */
public final class FileGroupSplit extends FileSourceSplit {
  private static final long serialVersionUID = 1L;
  private static final String[] NO_HOSTS = new String[0];

  @SuppressWarnings("serial") // an immutable list of the JDK is serialisable
  private final List<Path> files;

  /**
   * @param id unique within the source
   * @param files at least one
   * @param bytes their total size
   * @param position of a restored reader, or null
   */
  FileGroupSplit(String id, List<Path> files, long bytes, @Nullable CheckpointedPosition position) {
    super(id, files.get(0), 0, bytes, 0, bytes, NO_HOSTS, position);
    this.files = List.copyOf(files);
  }

  List<Path> files() {
    return files;
  }

  @Override
  public FileGroupSplit updateWithCheckpointedPosition(@Nullable CheckpointedPosition position) {
    return new FileGroupSplit(splitId(), files, length(), position);
  }
}
