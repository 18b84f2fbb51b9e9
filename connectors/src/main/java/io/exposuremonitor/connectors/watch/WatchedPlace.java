package io.exposuremonitor.connectors.watch;

import java.io.Serializable;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Where files are read.
 *
 * @param uri a path, or a URI: {@code s3://bucket/key} is read by the AWS SDK, anything else by the
 *     engine's file systems
 * @param single true for one file, which must exist; false for a file, or all files at or below a
 *     folder or prefix, possibly none
 * @param wanted selects files of a folder by their names
 */
public record WatchedPlace(String uri, boolean single, SerializableFunction<String, Boolean> wanted)
    implements Serializable {

  /** One file. */
  public static WatchedPlace file(String uri) {
    return new WatchedPlace(uri, true, name -> true);
  }

  /** A file or a folder, without what is hidden in it. */
  public static WatchedPlace files(String uri, SerializableFunction<String, Boolean> wanted) {
    return new WatchedPlace(uri, false, wanted);
  }

  /**
   * True for a file or folder that a folder leaves out: one whose name begins with a dot belongs to
   * a tool, such as version control or Kubernetes, which keeps copies of mounted files in some.
   */
  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
