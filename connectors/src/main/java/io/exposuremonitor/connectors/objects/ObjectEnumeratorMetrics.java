package io.exposuremonitor.connectors.objects;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** The enumerator's metrics; names in {@link ObjectMetrics}. */
final class ObjectEnumeratorMetrics {
  final Counter messagesReceived;
  final Counter messagesDeleted;
  final Counter redeliveries;
  final Counter testMessages;
  final Counter ignoredEvents;
  final Counter unknownMessages;
  final Counter skippedKeys;
  final Counter listedObjects;
  final Counter forgottenNames;
  final Counter retriedCalls;

  private volatile int pending;
  private volatile int held;
  private volatile long oldestSent;
  private volatile long discovered;

  /**
   * @param wallMillis epoch milliseconds
   */
  ObjectEnumeratorMetrics(MetricGroup group, LongSupplier wallMillis) {
    messagesReceived = group.counter(ObjectMetrics.MESSAGES_RECEIVED);
    messagesDeleted = group.counter(ObjectMetrics.MESSAGES_DELETED);
    redeliveries = group.counter(ObjectMetrics.REDELIVERIES);
    testMessages = group.counter(ObjectMetrics.TEST_MESSAGES);
    ignoredEvents = group.counter(ObjectMetrics.IGNORED_EVENTS);
    unknownMessages = group.counter(ObjectMetrics.UNKNOWN_MESSAGES);
    skippedKeys = group.counter(ObjectMetrics.SKIPPED_KEYS);
    listedObjects = group.counter(ObjectMetrics.LISTED_OBJECTS);
    forgottenNames = group.counter(ObjectMetrics.FORGOTTEN_NAMES);
    retriedCalls = group.counter(ObjectMetrics.RETRIED_CALLS, new ThreadSafeSimpleCounter());
    discovered = wallMillis.getAsLong();
    group.gauge(ObjectMetrics.PENDING_OBJECTS, (Gauge<Integer>) () -> pending);
    group.gauge(ObjectMetrics.MESSAGES_HELD, (Gauge<Integer>) () -> held);
    group.gauge(
        ObjectMetrics.OLDEST_MESSAGE_AGE,
        (Gauge<Long>) () -> oldestSent == 0 ? 0 : wallMillis.getAsLong() - oldestSent);
    group.gauge(
        ObjectMetrics.DISCOVERY_AGE, (Gauge<Long>) () -> wallMillis.getAsLong() - discovered);
  }

  /** Updates the gauges; on the coordinator's thread. */
  void show(ObjectLedger ledger) {
    pending = ledger.pending();
    held = ledger.held().size();
    oldestSent = ledger.held().oldestSent();
  }

  /** Records that a request for objects was answered. */
  void discovered(long now) {
    discovered = now;
  }
}
