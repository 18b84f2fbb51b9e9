package io.exposuremonitor.connectors.file;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.FileSplitAssigner;
import org.jspecify.annotations.Nullable;

/**
 * Assigns splits in the order in which they were added; the engine's own assigner starts with the
 * last.
 */
final class FifoSplitAssigner implements FileSplitAssigner {
  private final Queue<FileSourceSplit> splits;

  FifoSplitAssigner(Collection<FileSourceSplit> splits) {
    this.splits = new ArrayDeque<>(splits);
  }

  @Override
  public Optional<FileSourceSplit> getNext(@Nullable String host) {
    return Optional.ofNullable(splits.poll());
  }

  @Override
  public void addSplits(Collection<FileSourceSplit> more) {
    splits.addAll(more);
  }

  @Override
  public Collection<FileSourceSplit> remainingSplits() {
    return splits;
  }
}
