package io.exposuremonitor.connectors.shard;

/** What the enumerator must do, in this order, after the ledger took an event. */
public sealed interface LedgerAction {

  /** Calls the handler's method for this action. */
  void perform(Handler handler);

  /** Does what the ledger asks for. */
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
   * Give a shard to a reader, which is registered. A drained one is only to be held open.
   *
   * @param shard what, and from where on
   * @param subtask the reader
   */
  record Assign(ShardProgress shard, int subtask) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.assign(shard, subtask);
    }
  }

  /**
   * Let a reader close a drained shard: its children are with their readers.
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
   * Ask the service for the children of a shard that ended.
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
   * Tell a reader that there is nothing for it to read for now, so that it need not hold back the
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
   * Report that records of a shard may be lost: it was not read for longer than they are kept.
   *
   * @param gap which, and since when
   */
  record TellLoss(CoverageGap gap) implements LedgerAction {
    @Override
    public void perform(Handler handler) {
      handler.tellLoss(gap);
    }
  }
}
