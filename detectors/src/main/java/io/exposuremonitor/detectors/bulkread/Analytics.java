package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.signal.Analytic;

/**
 * The analytics of this package. ATT&amp;CK: T1530 data from cloud storage, T1213.006 databases.
 */
final class Analytics {
  static final Analytic TABLE_SCAN = of("table-scan", "Table read page by page", "T1530");
  static final Analytic KEY_SWEEP = of("key-sweep", "Very many keys of a table read", "T1530");
  static final Analytic PARTIQL_DUMP = of("partiql-dump", "Table read by PartiQL", "T1530");
  static final Analytic LOW_AND_SLOW = of("low-and-slow", "Table read over days", "T1530");
  static final Analytic DISTRIBUTED = of("distributed", "Table read by many actors", "T1530");
  static final Analytic MANY_TABLES = of("many-tables", "Many tables read by one actor", "T1119");

  private Analytics() {}

  private static Analytic of(String name, String title, String technique) {
    return Analytic.behavioral(
        "bulk-read." + name, title, "docs/detectors/bulk-read.md", "T1213.006", technique);
  }
}
