package io.exposuremonitor.connectors.objects;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An object to be read, or being read.
 *
 * <p>The engine reports metrics of each split, with the split's id as a label, and keeps their
 * groups until the task ends. So it knows all objects by the same id: with an id for each, a task
 * would need ever more memory, and a metrics store ever more series. Only within a reader does each
 * object have an id of its own.
 *
 * @param splitId {@link #ANY}, or the object's own id within a reader. Not part of checkpoints
 * @param object the object, with its eTag once it was opened: after a restart, reading continues in
 *     the same content
 * @param emitted number of its elements emitted so far
 */
public record ObjectSplit(String splitId, ObjectRef object, long emitted) implements SourceSplit {
  /** Time of delivery of an object whose key does not contain it; before all others. */
  static final long NOT_KNOWN = Long.MIN_VALUE;

  /** The id of all objects outside of readers. */
  static final String ANY = "objects";

  /** As the engine knows it. */
  ObjectSplit(ObjectRef object, long emitted) {
    this(ANY, object, emitted);
  }

  /** A split to be read from the object's beginning. */
  static ObjectSplit of(ObjectRef object) {
    return new ObjectSplit(object, 0);
  }

  /** When CloudTrail delivered the object, epoch milliseconds, or {@link #NOT_KNOWN}. */
  long delivered() {
    return CloudTrailKey.delivered(object.key()).orElse(NOT_KNOWN);
  }

  /** This split under an id that is unique among the objects of a reader. */
  ObjectSplit withinReader() {
    String version = object.versionId() == null ? "" : "?versionId=" + object.versionId();
    String content = object.eTag() == null ? "" : "#" + object.eTag();
    return new ObjectSplit(object.path() + version + content, object, emitted);
  }
}
