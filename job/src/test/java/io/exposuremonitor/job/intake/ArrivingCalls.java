package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.job.element.DecodedBatch;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Calls of one actor on one table, as an intake gets them. */
final class ArrivingCalls {
  static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

  private ArrivingCalls() {}

  static Activity scan(long time) {
    return new Activity(
        "e" + time,
        false,
        time,
        Operation.SCAN,
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::123456789012:role/App", "123456789012"),
        Origin.NONE,
        "123456789012",
        "eu-west-1",
        TABLE,
        "",
        "",
        0,
        -1,
        0,
        false,
        false,
        new long[0],
        List.of());
  }

  static StreamRecord<DecodedBatch> arriving(long arrival, Activity... activities) {
    DecodedBatch batch =
        new DecodedBatch(
            List.of(activities),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "",
            DecodedBatch.NOT_REPORTED,
            activities.length,
            DecodedBatch.Span.NONE,
            100);
    return new StreamRecord<>(batch, arrival);
  }
}
