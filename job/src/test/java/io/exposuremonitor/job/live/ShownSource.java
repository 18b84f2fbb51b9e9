package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** What an operator must see of an input that reads streams, from its first minute on. */
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

  /** These mean something for data streams only. */
  private static final List<String> OF_DATA_STREAMS =
      List.of("resubscribes_total", "deaggregation_failures_total", "uncovered_hash_ranges");

  private ShownSource() {}

  static void assertChangeStreams(List<String> metrics, String source) {
    assertShown(metrics, source, OF_STREAMS.stream());
  }

  static void assertDataStreams(List<String> metrics, String source) {
    assertShown(metrics, source, Stream.concat(OF_STREAMS.stream(), OF_DATA_STREAMS.stream()));
  }

  private static void assertShown(List<String> metrics, String source, Stream<String> names) {
    assertThat(names.map(name -> "exposure_source_%s{source=\"%s\"} ".formatted(name, source)))
        .allSatisfy(series -> assertThat(metrics).anyMatch(line -> line.startsWith(series)));
  }
}
