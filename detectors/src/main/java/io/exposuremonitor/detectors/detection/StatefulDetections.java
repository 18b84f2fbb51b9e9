package io.exposuremonitor.detectors.detection;

import java.util.List;

/** Ids of the detections that keep state; all others are rules that judge a single record. */
public final class StatefulDetections {
  /** Detections that analyse the monitored events. */
  public static final List<String> IDS =
      List.of(
          "bulk-read.table-scan",
          "bulk-read.key-sweep",
          "bulk-read.partiql-dump",
          "bulk-read.distributed",
          "bulk-read.many-tables",
          "bulk-read.low-and-slow",
          "partiql.first-use",
          "partiql.new-statement-shape",
          "partiql.full-scan",
          "partiql.mass-write",
          "sensitive-data.new-class",
          "sensitive-data.secret",
          "destruction.mass-delete",
          "destruction.ttl-abuse",
          "export.by-unusual-actor",
          "export.prepared",
          "export.objects-read",
          "backup.created-by-unusual-actor",
          "decoy.touched",
          "consumer.new-stream-reader",
          "consumer.new-kinesis-reader",
          "consumer.too-many-readers",
          "consumer.kcl-application",
          "blindspot.source-silent",
          "blindspot.table-not-covered",
          "blindspot.clock-skew",
          "recon.enumeration",
          "access.denied-burst",
          "access.write-as-read",
          "access.foreign-reader",
          "network.outside-endpoint",
          "network.new-origin");

  /** Detections about the monitor itself. */
  public static final List<String> OF_THE_MONITOR =
      List.of("blindspot.gap", "blindspot.policy-refused");

  private StatefulDetections() {}
}
