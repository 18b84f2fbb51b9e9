package io.exposuremonitor.job.live;

import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics that an operator must see of an input that reads streams, from its first minute on.
 */
final class ShownSource {
  private static final List<String> OF_STREAMS =
      List.of(
          "records_total",
          "bytes_total",
          "behind_latest_seconds",
          "empty_reads_total",
          "throttled_reads_total",
          "retried_calls_total",
          "denied_calls_total",
          "expired_iterators_total",
          "coverage_gaps_total",
          "stalled_shards",
          "open_shards",
          "unassigned_shards",
          "discovery_age_seconds");

  /** These apply only to data streams. */
  private static final List<String> OF_DATA_STREAMS =
      List.of("resubscribes_total", "deaggregation_failures_total", "uncovered_hash_ranges");

  private ShownSource() {}

  /** The missing metrics of an input of change streams. */
  static List<String> missingOfChangeStreams(List<String> metrics, String source) {
    return missing(metrics, source, OF_STREAMS.stream());
  }

  /** The missing metrics of an input of data streams. */
  static List<String> missingOfDataStreams(List<String> metrics, String source) {
    return missing(metrics, source, Stream.concat(OF_STREAMS.stream(), OF_DATA_STREAMS.stream()));
  }

  private static List<String> missing(
      List<String> metrics, String source, Stream<String> expected) {
    return expected
        .map(name -> "exposure_source_%s{source=\"%s\"} ".formatted(name, source))
        .filter(series -> metrics.stream().noneMatch(line -> line.startsWith(series)))
        .toList();
  }
}
