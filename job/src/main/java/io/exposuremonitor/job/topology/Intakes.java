package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.intake.IntakeOperator;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.topology.MonitorTopology.Input;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The intakes of all inputs, whose outputs are used as one. */
final class Intakes {
  private final List<Input> inputs;
  private final List<SingleOutputStreamOperator<ActivityBundle>> intakes;

  private Intakes(List<Input> inputs, List<SingleOutputStreamOperator<ActivityBundle>> intakes) {
    this.inputs = inputs;
    this.intakes = intakes;
  }

  /** Adds an intake for each input. */
  static Intakes of(List<Input> inputs, Policies policies) {
    boolean unbounded = inputs.stream().anyMatch(input -> !input.bounded());
    return new Intakes(
        inputs, inputs.stream().map(input -> intake(input, unbounded, policies)).toList());
  }

  private static SingleOutputStreamOperator<ActivityBundle> intake(
      Input input, boolean unbounded, Policies policies) {
    return input
        .batches()
        .transform(
            "intake " + input.name(),
            StreamTypes.BUNDLE,
            new IntakeOperator(
                input.name(),
                policies.settings().reporting(),
                policies.lateness(),
                unbounded && input.bounded(),
                input.logs()))
        .uid("intake-" + input.name())
        .name("intake " + input.name());
  }

  /** The bundles of all inputs. */
  DataStream<ActivityBundle> bundles() {
    return union(intakes);
  }

  /** A side output of all inputs. */
  <T> DataStream<T> sideOutput(OutputTag<T> tag) {
    return union(intakes.stream().map(intake -> intake.getSideOutput(tag)).toList());
  }

  /**
   * What was read, by input.
   *
   * @param reads what each actor newly read of a table
   */
  Traffic traffic(DataStream<ReadTally> reads) {
    List<Traffic.Intake> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      SingleOutputStreamOperator<ActivityBundle> intake = intakes.get(i);
      all.add(
          new Traffic.Intake(
              inputs.get(i).name(), intake, intake.getSideOutput(IntakeOperator.ITEM_TALLIES)));
    }
    return new Traffic(all, reads);
  }

  @SuppressWarnings("unchecked") // an array of a generic type can't be made otherwise
  private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
    return streams.size() == 1
        ? streams.get(0)
        : streams.get(0).union(streams.subList(1, streams.size()).toArray(DataStream[]::new));
  }
}
