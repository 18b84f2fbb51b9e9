package io.exposuremonitor.job.live;

import io.exposuremonitor.connectors.watch.FileWatch;
import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.job.operator.PolicyWatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Adds the source that reads the files of the policy and the rules periodically. */
final class PolicyReadings {
  private PolicyReadings() {}

  static DataStream<Reading> of(PolicyWatch watch, StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new FileWatch(watch.places(), watch.interval()),
            WatermarkStrategy.<Reading>forGenerator(context -> new AlwaysIdle<>()),
            "policy files",
            TypeInformation.of(Reading.class))
        .uid("policy-files")
        .setParallelism(1);
  }
}
