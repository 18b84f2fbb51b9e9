package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Findings that a test passes to a running job one by one. After a restart, those since the
 * checkpoint are repeated. Static, because the tasks run in the same JVM.
 */
final class ScriptedFindings {
  private static final List<Finding> RELEASED = new CopyOnWriteArrayList<>();
  private static final AtomicBoolean FAILURE_DUE = new AtomicBoolean();

  private ScriptedFindings() {}

  static void begin() {
    RELEASED.clear();
    FAILURE_DUE.set(false);
  }

  static void release(Finding finding) {
    RELEASED.add(finding);
  }

  /** Makes the job fail once, at its next step. */
  static void fail() {
    FAILURE_DUE.set(true);
  }

  static boolean hasFailed() {
    return !FAILURE_DUE.get();
  }

  static DataStream<Finding> stream(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "beat")
        .setParallelism(1)
        .uid("beat")
        .flatMap(new Release(), TypeInformation.of(Finding.class))
        .setParallelism(1)
        .uid("script")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Finding>forMonotonousTimestamps()
                .withTimestampAssigner((finding, before) -> finding.time()))
        .setParallelism(1)
        .uid("times");
  }

  /** Passes on the beats, with at most one finding for each. */
  private static final class Release extends RichFlatMapFunction<Long, Finding>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final long BEAT_MILLIS = 20;

    private int released;
    private transient ListState<Integer> state;

    @Override
    public void flatMap(Long beat, Collector<Finding> out) throws Exception {
      Thread.sleep(BEAT_MILLIS);
      if (FAILURE_DUE.compareAndSet(true, false)) {
        throw new IllegalStateException("planned failure");
      }
      if (released < RELEASED.size()) {
        out.collect(RELEASED.get(released++));
      }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      state =
          context
              .getOperatorStateStore()
              .getListState(new ListStateDescriptor<>("released", Types.INT));
      for (Integer stored : state.get()) {
        released = stored;
      }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      state.update(List.of(released));
    }
  }
}
