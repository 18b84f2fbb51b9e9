package io.exposuremonitor.connectors.objects;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An object to be read, or being read.
 *
 * @param object the object, with its eTag once it was opened: after a restart, reading continues in
 *     the same content
 * @param emitted how many of its elements have been handed out
 */
public record ObjectSplit(ObjectRef object, long emitted) implements SourceSplit {

  /** One that is to be read from its beginning. */
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
