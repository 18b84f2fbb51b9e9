package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.arn.TableArns;

/** Formats tables as label values. */
final class TableNames {
  /** The label of all tables without one of their own; no table can have this name. */
  static final String OTHERS = "(other tables)";

  /** The label of an unknown table. */
  static final String UNKNOWN = "(unknown table)";

  private TableNames() {}

  /**
   * The table that a resource is or whose change stream it is; a Kinesis stream is returned as it
   * is.
   */
  static String of(String resource) {
    return resource.isEmpty() ? UNKNOWN : TableArns.ofStream(resource);
  }

  /** Whether a resource is a table or its change stream; ARNs of other resources look different. */
  static boolean isTable(String resource) {
    return TableArns.hasTable(resource) || (!resource.isEmpty() && resource.indexOf(':') < 0);
  }
}
