package io.exposuremonitor.connectors.objects;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks messages that were received and not deleted yet. Not thread-safe; not part of any
 * checkpoint.
 *
 * <p>Life of a message: (1) received: its objects are in the enumerator's state; (2) covered: a
 * checkpoint with that state was taken; (3) due: that checkpoint, or a later one, completed, so
 * Flink owns the work; (4) deleted. Until then its visibility timeout is extended. When its handle
 * expires nevertheless, or the job restarts, the queue delivers it again; its objects are then
 * known, and it goes through the same steps without being read again.
 */
final class HeldMessages {
  /** SQS refuses to hide a message for longer than 12 hours in total. */
  private static final long MAX_HIDDEN_MILLIS = Duration.ofHours(11).toMillis();

  private final long visibilityMillis;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final List<String> due = new ArrayList<>();

  HeldMessages(Duration visibility) {
    this.visibilityMillis = visibility.toMillis();
  }

  private record Held(QueueMessage message, long coveredBy, long received, long hidden) {
    static final long NOT_COVERED = Long.MAX_VALUE;

    Held hiddenAgain(long now) {
      return new Held(message, coveredBy, received, now);
    }
  }

  void received(QueueMessage message, long now) {
    Held before = held.get(message.id());
    long coveredBy = before == null ? Held.NOT_COVERED : before.coveredBy();
    held.put(message.id(), new Held(message, coveredBy, now, now));
  }

  void checkpointTaken(long checkpoint) {
    held.replaceAll(
        (id, message) ->
            message.coveredBy() == Held.NOT_COVERED
                ? new Held(message.message(), checkpoint, message.received(), message.hidden())
                : message);
  }

  void checkpointCompleted(long checkpoint) {
    Iterator<Held> all = held.values().iterator();
    while (all.hasNext()) {
      Held message = all.next();
      if (message.coveredBy() <= checkpoint) {
        due.add(message.message().handle());
        all.remove();
      }
    }
  }

  /** Returns the handles of messages to delete now; each is returned once. */
  List<String> takeDue() {
    List<String> handles = List.copyOf(due);
    due.clear();
    return handles;
  }

  /** Schedules messages again that could not be deleted but may be retried. */
  void retryDeletion(Collection<String> handles) {
    due.addAll(handles);
  }

  /**
   * Returns the handles of messages that have been hidden for at least a third of their time, so
   * that one extension may fail.
   */
  List<String> takeToExtend(long now) {
    List<String> handles = new ArrayList<>();
    held.replaceAll(
        (id, message) -> {
          boolean third = now - message.hidden() >= visibilityMillis / 3;
          boolean allowed = now - message.received() < MAX_HIDDEN_MILLIS;
          if (!third || !allowed) {
            return message;
          }
          handles.add(message.message().handle());
          return message.hiddenAgain(now);
        });
    return handles;
  }

  int size() {
    return held.size() + due.size();
  }

  /** When the oldest message was sent, epoch milliseconds; 0 when there is none. */
  long oldestSent() {
    return held.values().stream().mapToLong(held -> held.message().sent()).min().orElse(0);
  }
}
