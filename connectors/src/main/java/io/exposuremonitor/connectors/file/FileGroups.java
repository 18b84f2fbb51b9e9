package io.exposuremonitor.connectors.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;

/**
 * Groups neighbouring files into splits of about the same size: requesting a split takes
 * milliseconds, and CloudTrail writes a small file for each account and region every few minutes.
 * There are many more splits than subtasks, so that all subtasks end at about the same time.
 */
final class FileGroups implements FileEnumerator {
  private static final int SPLITS_PER_SUBTASK = 16;
  private static final long MAX_BYTES = 4 << 20;

  @Override
  public Collection<FileSourceSplit> enumerateSplits(Path[] files, int subtasks)
      throws IOException {
    long[] sizes = new long[files.length];
    long total = 0;
    for (int i = 0; i < files.length; i++) {
      sizes[i] = size(files[i]);
      total += sizes[i];
    }
    long enough = Math.min(MAX_BYTES, total / (SPLITS_PER_SUBTASK * Math.max(1L, subtasks)) + 1);
    List<FileSourceSplit> splits = new ArrayList<>();
    List<Path> group = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < files.length; i++) {
      group.add(files[i]);
      bytes += sizes[i];
      if (bytes >= enough || i == files.length - 1) {
        splits.add(new FileGroupSplit(Integer.toString(splits.size()), group, bytes, null));
        group.clear();
        bytes = 0;
      }
    }
    return splits;
  }

  /** The size of a file; 0 for one that no longer exists, which the reader reports. */
  private static long size(Path file) throws IOException {
    try {
      return file.getFileSystem().getFileStatus(file).getLen();
    } catch (FileNotFoundException gone) {
      return 0;
    }
  }
}
