package io.exposuremonitor.connectors.objects;

/**
 * Names of the metrics of an {@link ObjectSource}, in the metric groups of its readers and of its
 * enumerator. Gauges show present values; counters count since the start of the task or the
 * coordinator.
 */
public final class ObjectMetrics {
  /** Reader, counter: objects read to their end. */
  public static final String OBJECTS_READ = "objectsRead";

  /** Reader, counter: elements emitted. */
  public static final String RECORDS_IN = "recordsIn";

  /** Reader, counter: stored bytes read. */
  public static final String BYTES_IN = "bytesIn";

  /** Reader, counter: objects that did not exist or may not be read; each is a gap. */
  public static final String MISSING_OBJECTS = "missingObjects";

  /** Reader, counter: truncated or damaged objects; each is reported as an element. */
  public static final String UNREADABLE_OBJECTS = "unreadableObjects";

  /** Reader, gauge: objects assigned and not read to their end. */
  public static final String OBJECTS_IN_FLIGHT = "objectsInFlight";

  /** Reader and enumerator, counter: calls that failed and are retried. */
  public static final String RETRIED_CALLS = "retriedCalls";

  /** Enumerator, counter: messages received, redeliveries included. */
  public static final String MESSAGES_RECEIVED = "messagesReceived";

  /** Enumerator, counter: messages deleted. */
  public static final String MESSAGES_DELETED = "messagesDeleted";

  /** Enumerator, counter: objects that were announced again, and not read again. */
  public static final String REDELIVERIES = "redeliveries";

  /** Enumerator, counter: messages that only test the connection. */
  public static final String TEST_MESSAGES = "testMessages";

  /** Enumerator, counter: events about deletes, restores and the like. */
  public static final String IGNORED_EVENTS = "ignoredEvents";

  /** Enumerator, counter: messages that could not be interpreted and were left in the queue. */
  public static final String UNKNOWN_MESSAGES = "unknownMessages";

  /** Enumerator, counter: objects skipped because of their keys. */
  public static final String SKIPPED_KEYS = "skippedKeys";

  /** Enumerator, counter: objects found by listing, within the requested range. */
  public static final String LISTED_OBJECTS = "listedObjects";

  /** Enumerator, counter: announced objects forgotten early because there were too many. */
  public static final String FORGOTTEN_NAMES = "forgottenNames";

  /** Enumerator, gauge: objects that wait for a reader. */
  public static final String PENDING_OBJECTS = "pendingObjects";

  /** Enumerator, gauge: messages that wait for a checkpoint, or to be deleted. */
  public static final String MESSAGES_HELD = "messagesHeld";

  /** Enumerator, gauge, ms: age of the oldest message that waits for a checkpoint. */
  public static final String OLDEST_MESSAGE_AGE = "oldestMessageAgeMs";

  /**
   * Enumerator, gauge, ms: time since the queue or the store last answered a request for objects.
   */
  public static final String DISCOVERY_AGE = "discoveryAgeMs";

  private ObjectMetrics() {}
}
