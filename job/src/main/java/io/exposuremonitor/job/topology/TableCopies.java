package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.tablecopy.ExportReadDetector;
import io.exposuremonitor.detectors.tablecopy.ExportUse;
import io.exposuremonitor.detectors.tablecopy.ExportUses;
import io.exposuremonitor.detectors.tablecopy.PreparedExportDetector;
import io.exposuremonitor.detectors.tablecopy.TableCopyDetector;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wires the detectors of exports and backups. */
final class TableCopies {
  private TableCopies() {}

  /** Detects exports and backups by actors for whom they are unusual. */
  static DataStream<Signal> unusual(DataStream<ActivityBundle> bundles, Policies policies) {
    return policies.detect(
        bundles
            .filter(bundle -> bundle.hasCall(TableCopyDetector::concerns))
            .uid("table-copies-only")
            .name("table copies only")
            .keyBy(bundle -> bundle.actor().id()),
        "table-copies",
        "table copies",
        shell -> new TableCopyDetector(shell.observation()),
        StreamTypes.TABLE_COPY_STATE);
  }

  /** Detects exports that the same actor prepared. */
  static DataStream<Signal> prepared(DataStream<ActivityBundle> bundles, Policies policies) {
    return policies.detect(
        bundles
            .filter(bundle -> bundle.hasCall(PreparedExportDetector::concerns))
            .uid("export-steps-only")
            .name("steps of exports only")
            .keyBy(ActivityBundle::key),
        "prepared-exports",
        "prepared exports",
        shell -> new PreparedExportDetector(),
        StreamTypes.PREPARED_EXPORT_STATE);
  }

  /** Detects exported files that are fetched from the bucket. */
  static DataStream<Signal> fetched(DataStream<ActivityBundle> bundles, Policies policies) {
    FlatMapFunction<ActivityBundle, ExportUse> uses =
        (bundle, out) -> ExportUses.of(bundle).forEach(out::collect);
    return policies.detect(
        bundles
            .flatMap(uses, StreamTypes.EXPORT_USE)
            .uid("export-uses")
            .name("export uses")
            .keyBy(ExportUse::bucket),
        "export-reads",
        "export reads",
        shell -> new ExportReadDetector(shell.observation()),
        StreamTypes.EXPORT_READ_STATE);
  }
}
