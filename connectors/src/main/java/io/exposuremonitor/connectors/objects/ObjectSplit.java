package io.exposuremonitor.connectors.objects;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An object to be read, or being read.
 *
 * @param object the object, with its eTag once it was opened: after a restart, reading continues in
 *     the same content
 * @param emitted number of its elements emitted so far
 */
public record ObjectSplit(ObjectRef object, long emitted) implements SourceSplit {

  /** A split to be read from the object's beginning. */
  static ObjectSplit of(ObjectRef object) {
    return new ObjectSplit(object, 0);
  }

  @Override
  public String splitId() {
    String version = object.versionId() == null ? "" : "?versionId=" + object.versionId();
    String content = object.eTag() == null ? "" : "#" + object.eTag();
    return object.path() + version + content;
  }
}
