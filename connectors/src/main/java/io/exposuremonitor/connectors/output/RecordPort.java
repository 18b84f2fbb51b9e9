package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A data stream to which records are written. */
public interface RecordPort extends AutoCloseable {
  /**
   * Puts records without blocking.
   *
   * @param lines at most {@link StreamOutlet#MAX_RECORDS}
   * @return the reply to each, in order; the future never fails
   */
  CompletableFuture<List<Reply>> put(List<Line> lines);

  @Override
  void close();
}
