package io.exposuremonitor.connectors.stream;

import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcher;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/**
 * Manages one fetcher for all splits of a subtask, and lets the caller close a single split.
 *
 * @param <R> a record as the service's client returns it
 */
final class ShardFetcherManager<R> extends SingleThreadFetcherManager<Fetched<R>, ShardSplit> {
  ShardFetcherManager(
      Supplier<SplitReader<Fetched<R>, ShardSplit>> readers, Configuration configuration) {
    super(readers, configuration);
  }

  /** Closes a split of this subtask. Called on the task's thread. */
  void release(String splitId) {
    for (SplitFetcher<Fetched<R>, ShardSplit> fetcher : fetchers.values()) {
      if (fetcher.getSplitReader() instanceof ShardSplitReader<R> reader) {
        reader.release(splitId);
      }
    }
  }
}
