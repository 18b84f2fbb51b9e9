package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.arn.TableArns;

/** Tables as labels. */
final class TableNames {
  /** Stands for all further tables; no table can have this name. */
  static final String OTHERS = "(other tables)";

  /** Stands for an unknown table. */
  static final String UNKNOWN = "(unknown table)";

  private TableNames() {}

  /** The table of a resource, also of its stream; a Kinesis stream stands for itself. */
  static String of(String resource) {
    return resource.isEmpty() ? UNKNOWN : TableArns.ofStream(resource);
  }

  /** True for a table, or its stream: other resources have ARNs of another form. */
  static boolean isTable(String resource) {
    return TableArns.hasTable(resource) || (!resource.isEmpty() && resource.indexOf(':') < 0);
  }
}
