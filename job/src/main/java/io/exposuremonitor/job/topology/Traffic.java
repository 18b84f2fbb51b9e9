package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import io.exposuremonitor.job.intake.IntakeOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

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

  /** The traffic of inputs and their intakes, given in the same order. */
  static Traffic of(
      List<MonitorTopology.Input> inputs,
      List<SingleOutputStreamOperator<ActivityBundle>> intakes,
      DataStream<ReadTally> reads) {
    List<Intake> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      SingleOutputStreamOperator<ActivityBundle> intake = intakes.get(i);
      all.add(
          new Intake(
              inputs.get(i).name(), intake, intake.getSideOutput(IntakeOperator.ITEM_TALLIES)));
    }
    return new Traffic(all, reads);
  }
}
