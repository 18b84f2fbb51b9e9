package io.exposuremonitor.connectors.single;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the only split to the first reader that registers, and to another when it was lost with
 * its reader. Its state is whether a reader has the split, or has it in its state. Coordinator
 * thread.
 */
public final class OnlySplitEnumerator implements SplitEnumerator<OnlySplit, Boolean> {
  /** Whether the split is assigned. */
  public static final VersionedSerializer<Boolean> SERIALIZER = new Serializer();

  private final SplitEnumeratorContext<OnlySplit> context;
  private boolean assigned;

  /**
   * @param assigned whether a reader's state holds the split
   */
  public OnlySplitEnumerator(SplitEnumeratorContext<OnlySplit> context, boolean assigned) {
    this.context = context;
    this.assigned = assigned;
  }

  @Override
  public void start() {
    // Readers register by themselves.
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    // Nobody asks: the first reader that registers gets the split.
  }

  @Override
  public void addReader(int subtask) {
    if (!assigned) {
      assigned = true;
      context.assignSplit(OnlySplit.ALL, subtask);
    }
  }

  /** Without splits, the reader's split is in its checkpoint, and returns with it. */
  @Override
  public void addSplitsBack(List<OnlySplit> splits, int subtask) {
    if (!splits.isEmpty()) {
      assigned = false;
      context.registeredReaders().keySet().stream()
          .filter(other -> other != subtask)
          .findFirst()
          .ifPresent(this::addReader);
    }
  }

  @Override
  public Boolean snapshotState(long checkpoint) {
    return assigned;
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private static final class Serializer extends VersionedSerializer<Boolean> {
    @Override
    protected void write(Boolean assigned, DataOutputView out) throws IOException {
      out.writeBoolean(assigned);
    }

    @Override
    protected Boolean read(DataInputView in) throws IOException {
      return in.readBoolean();
    }
  }
}
