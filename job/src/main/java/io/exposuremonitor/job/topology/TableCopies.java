package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.tablecopy.PreparedExportDetector;
import io.exposuremonitor.detectors.tablecopy.TableCopyDetector;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wires the detectors of exports and backups. */
final class TableCopies {
  private TableCopies() {}

  /** By whom that is unusual. */
  static DataStream<Signal> unusual(DataStream<ActivityBundle> bundles, Policies policies) {
    return policies
        .process(
            bundles
                .filter(TableCopies::holdsCopy)
                .uid("table-copies-only")
                .name("table copies only")
                .keyBy(bundle -> bundle.actor().id()),
            new DetectorFunction<>(
                policies.settings(),
                shell -> new TableCopyDetector(shell.observation()),
                StreamTypes.TABLE_COPY_STATE),
            StreamTypes.SIGNAL)
        .uid("table-copies")
        .name("table copies");
  }

  /** Prepared by the same actor. */
  static DataStream<Signal> prepared(DataStream<ActivityBundle> bundles, Policies policies) {
    return policies
        .process(
            bundles
                .filter(TableCopies::holdsStep)
                .uid("export-steps-only")
                .name("steps of exports only")
                .keyBy(bundle -> bundle.actor().id() + '\n' + bundle.resource()),
            new DetectorFunction<>(
                policies.settings(),
                shell -> new PreparedExportDetector(),
                StreamTypes.PREPARED_EXPORT_STATE),
            StreamTypes.SIGNAL)
        .uid("prepared-exports")
        .name("prepared exports");
  }

  private static boolean holdsCopy(ActivityBundle bundle) {
    return bundle.facets().stream()
        .anyMatch(facet -> TableCopyDetector.concerns(facet.operation()));
  }

  private static boolean holdsStep(ActivityBundle bundle) {
    return bundle.facets().stream()
        .anyMatch(facet -> PreparedExportDetector.concerns(facet.operation()));
  }
}
