package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The calls and changes that were read, before any detection.
 *
 * @param intakes by input
 * @param reads what each actor newly read of a table
 */
public record Traffic(List<Intake> intakes, DataStream<ReadTally> reads) {
  /**
   * The traffic of one input.
   *
   * @param name of the input
   * @param bundles calls
   * @param changes observed content of the changed items
   */
  public record Intake(
      String name, DataStream<ActivityBundle> bundles, DataStream<ItemTally> changes) {}
}
