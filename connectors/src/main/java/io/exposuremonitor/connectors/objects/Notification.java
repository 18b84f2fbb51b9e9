package io.exposuremonitor.connectors.objects;

import java.util.List;

/**
 * The content of a message.
 *
 * @param objects objects that were written
 * @param tests number of parts that only test the connection
 * @param ignored number of parts about events other than writes: deletes, restores, tags
 * @param unknown number of parts that could not be interpreted. A message with any stays in the
 *     queue, so that the queue's redrive policy moves it to the dead-letter queue
 */
record Notification(List<ObjectRef> objects, int tests, int ignored, int unknown) {
  static final Notification TEST = new Notification(List.of(), 1, 0, 0);
  static final Notification IGNORED = new Notification(List.of(), 0, 1, 0);
  static final Notification UNKNOWN = new Notification(List.of(), 0, 0, 1);

  Notification {
    objects = List.copyOf(objects);
  }

  static Notification of(List<ObjectRef> objects) {
    return new Notification(objects, 0, 0, 0);
  }

  static Notification all(List<Notification> parts) {
    return new Notification(
        parts.stream().flatMap(part -> part.objects().stream()).toList(),
        parts.stream().mapToInt(Notification::tests).sum(),
        parts.stream().mapToInt(Notification::ignored).sum(),
        parts.stream().mapToInt(Notification::unknown).sum());
  }
}
