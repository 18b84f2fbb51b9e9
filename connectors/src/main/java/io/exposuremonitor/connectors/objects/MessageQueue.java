package io.exposuremonitor.connectors.objects;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** Port to the queue that announces objects. Calls block, and come from one thread. */
public interface MessageQueue extends AutoCloseable {

  /** Creates the queue where it is used, since credentials and clients are not serialised. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * @param onRetry called for every attempt after a call's first, on any thread
     */
    MessageQueue create(Runnable onRetry);
  }

  /**
   * Waits for messages.
   *
   * @param wait maximum wait, up to 20 s; returns as soon as there are messages
   * @param visibility how long they stay hidden from other consumers
   * @return possibly none
   */
  List<QueueMessage> receive(Duration wait, Duration visibility) throws TransferException;

  /** Deletes messages, given any number of handles. */
  Deletion delete(List<String> handles) throws TransferException;

  /**
   * The outcome of a deletion. A handle that is no longer valid counts in neither: its message is
   * delivered again.
   *
   * @param deleted number of messages deleted
   * @param again handles of messages that could not be deleted but may be retried
   */
  record Deletion(int deleted, List<String> again) {}

  /**
   * Extends the time for which messages are hidden. Handles that are no longer valid are ignored:
   * their messages are delivered again.
   *
   * @param handles any number
   * @param visibility counted from now
   */
  void extend(List<String> handles, Duration visibility) throws TransferException;

  @Override
  void close();
}
