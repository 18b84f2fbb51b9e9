package io.exposuremonitor.connectors.shard;

/**
 * An action that the enumerator must perform after an event was applied to the ledger. Actions are
 * performed in the order in which the ledger returns them.
 */
public sealed interface LedgerAction {

  /** Calls the handler's method for this action. */
  void perform(Handler handler);

  /** Performs the ledger's actions. */
  interface Handler {
    /** See {@link Assign}. */
    void assign(ShardProgress shard, int subtask);

    /** See {@link Release}. */
    void release(ShardKey shard, int subtask);

    /** See {@link QueryChildren}. */
    void queryChildren(ShardKey shard);

    /** See {@link StandBy}. */
    void standBy(int subtask);

    /** See {@link ReportLoss}. */
    void reportLoss(CoverageGap gap);
  }

  /**
   * Assigns a shard to a registered reader. A drained shard is only held open there.
   *
   * @param shard the shard, and where to resume
   * @param subtask the reader
   */
  record Assign(ShardProgress shard, int subtask) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.assign(shard, subtask);
    }
  }

  /**
   * Lets a reader close a drained shard, because its children have been assigned.
   *
   * @param shard the drained shard
   * @param subtask its reader, which is registered
   */
  record Release(ShardKey shard, int subtask) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.release(shard, subtask);
    }
  }

  /**
   * Queries the service for the children of a shard that ended.
   *
   * @param shard the drained shard
   */
  record QueryChildren(ShardKey shard) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.queryChildren(shard);
    }
  }

  /**
   * Notifies a reader that it has nothing to read for now, so that it need not hold back the
   * watermark.
   *
   * @param subtask a registered reader without shards
   */
  record StandBy(int subtask) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.standBy(subtask);
    }
  }

  /**
   * Reports that records of a shard may be lost, because it was unread for longer than records are
   * retained.
   *
   * @param gap the loss
   */
  record ReportLoss(CoverageGap gap) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.reportLoss(gap);
    }
  }
}
