package io.exposuremonitor.connectors.shard;

/** What the enumerator must do, in this order, after an event was applied to the ledger. */
public sealed interface LedgerAction {

  /** Calls the handler's method for this action. */
  void perform(Handler handler);

  /** Performs the ledger's actions. */
  interface Handler {
    /** See {@link Assign}. */
    void assign(ShardProgress shard, int subtask);

    /** See {@link Release}. */
    void release(ShardKey shard, int subtask);

    /** See {@link AskChildren}. */
    void askChildren(ShardKey shard);

    /** See {@link StandBy}. */
    void standBy(int subtask);

    /** See {@link TellLoss}. */
    void tellLoss(CoverageGap gap);
  }

  /**
   * Assign a shard to a registered reader. A drained one is only held open.
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
   * Let a reader close a drained shard: its children have been assigned.
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
   * Query the service for the children of a shard that ended.
   *
   * @param shard the drained shard
   */
  record AskChildren(ShardKey shard) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.askChildren(shard);
    }
  }

  /**
   * Tell a reader that it has nothing to read for now, so that it need not hold back the watermark.
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
   * Report that records of a shard may be lost: it was unread for longer than records are retained.
   *
   * @param gap the loss
   */
  record TellLoss(CoverageGap gap) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.tellLoss(gap);
    }
  }
}
