package io.exposuremonitor.connectors.objects;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** A reader's metrics; names in {@link ObjectMetrics}. Thread-safe. */
final class ObjectReaderMetrics {
  final Counter objectsRead;
  final Counter recordsIn;
  final Counter bytesIn;
  final Counter missingObjects;
  final Counter unreadableObjects;
  final Counter retriedCalls;

  ObjectReaderMetrics(MetricGroup group) {
    objectsRead = counter(group, ObjectMetrics.OBJECTS_READ);
    recordsIn = counter(group, ObjectMetrics.RECORDS_IN);
    bytesIn = counter(group, ObjectMetrics.BYTES_IN);
    missingObjects = counter(group, ObjectMetrics.MISSING_OBJECTS);
    unreadableObjects = counter(group, ObjectMetrics.UNREADABLE_OBJECTS);
    retriedCalls = counter(group, ObjectMetrics.RETRIED_CALLS);
  }

  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }
}
