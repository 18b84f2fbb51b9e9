package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** An in-memory queue with visibility timeouts, on the test's clock. */
final class FakeQueue implements MessageQueue {
  private final LongSupplier clock;
  private final Consumer<String> onDelete;
  private final Map<String, Waiting> messages = new LinkedHashMap<>();
  private int sent;
  private int handedOut;
  private int failures;
  private boolean refusing;

  private record Waiting(String body, String handle, long visibleAt) {}

  /**
   * @param onDelete receives the body of every deleted message
   */
  FakeQueue(LongSupplier clock, Consumer<String> onDelete) {
    this.clock = clock;
    this.onDelete = onDelete;
  }

  void send(String body) {
    messages.put("m" + sent++, new Waiting(body, "", 0));
  }

  /** Makes the next calls fail with a retryable error. */
  void failNext(int calls) {
    failures = calls;
  }

  /** Makes deletions fail as those by expired handles do. */
  void refuseDeletions() {
    refusing = true;
  }

  int size() {
    return messages.size();
  }

  @Override
  public List<QueueMessage> receive(Duration longPoll, Duration visibility)
      throws TransferException {
    failIfScripted();
    List<QueueMessage> received = new ArrayList<>();
    messages.replaceAll(
        (id, message) -> {
          if (received.size() == 10 || message.visibleAt() > clock.getAsLong()) {
            return message;
          }
          String handle = id + "#" + handedOut++;
          received.add(new QueueMessage(id, handle, message.body(), 1));
          return new Waiting(message.body(), handle, clock.getAsLong() + visibility.toMillis());
        });
    return received;
  }

  @Override
  public Deletion delete(List<String> handles) throws TransferException {
    failIfScripted();
    if (refusing) {
      return new Deletion(0, List.of());
    }
    for (String handle : handles) {
      String id = handle.replaceAll("#.*", "");
      Waiting message = messages.get(id);
      // SQS also deletes by older handles, or reports that it did.
      if (message != null) {
        messages.remove(id);
        onDelete.accept(message.body());
      }
    }
    return new Deletion(handles.size(), List.of());
  }

  @Override
  public void extend(List<String> handles, Duration visibility) throws TransferException {
    failIfScripted();
    long until = clock.getAsLong() + visibility.toMillis();
    messages.replaceAll(
        (id, message) ->
            handles.contains(message.handle())
                ? new Waiting(message.body(), message.handle(), until)
                : message);
  }

  private void failIfScripted() throws TransferException {
    if (failures > 0) {
      failures--;
      throw new TransferException(Kind.RETRYABLE, "throttled", null);
    }
  }

  @Override
  public void close() {}
}
