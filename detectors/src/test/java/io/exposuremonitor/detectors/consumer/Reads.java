package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls on streams in the notation of the tests. */
final class Reads {
  static final long START = 1_763_769_600_000L;
  static final String ORDERS = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  static final String STREAM = ORDERS + "/stream/2026-03-01T04:02:47.428";
  static final String KINESIS = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders-changes";
  static final String MONITOR = "id/0123456789abcdef";
  static final Actor ALICE =
      new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333");
  static final Actor INDEXER = role("indexer");
  static final Actor REPLICATION =
      new Actor(Actor.Kind.SERVICE, "replication.dynamodb.amazonaws.com", "111122223333");

  private Reads() {}

  static Actor role(String name) {
    return new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/" + name, "111122223333");
  }

  static long after(String duration) {
    return START + Duration.parse(duration).toMillis();
  }

  static Activity read(Actor actor, long time) {
    return call(Operation.STREAM_GET_RECORDS, actor, STREAM, time, "", "", "");
  }

  static Activity open(Actor actor, String shard, long time) {
    return call(Operation.STREAM_GET_SHARD_ITERATOR, actor, STREAM, time, shard, "", "");
  }

  static Activity kinesis(Actor actor, long time) {
    return call(Operation.KINESIS_GET_RECORDS, actor, KINESIS, time, "", "", "");
  }

  static Activity call(
      Operation operation,
      Actor actor,
      String resource,
      long time,
      String shard,
      String userAgent,
      String errorCode) {
    return call(
        operation,
        actor,
        resource,
        time,
        shard,
        new Origin("192.0.2.7", userAgent, "AKIDEXAMPLE", "s", "", "", false),
        errorCode);
  }

  static Activity call(
      Operation operation,
      Actor actor,
      String resource,
      long time,
      String shard,
      Origin origin,
      String errorCode) {
    return new Activity(
        operation + "-" + actor.id() + '-' + shard + '-' + time,
        false,
        time,
        operation,
        actor,
        origin,
        "111122223333",
        "eu-west-1",
        resource,
        "",
        errorCode,
        0,
        -1,
        0,
        false,
        false,
        shard.isEmpty() ? new long[0] : new long[] {IdHash.of(shard)},
        List.of());
  }

  static KeyedRun<StreamReaderState> watching(Policy policy, Consumer<StreamReaders> out) {
    return watching(policy, Observation.unbrokenSince(START), out);
  }

  static KeyedRun<StreamReaderState> watching(
      Policy policy, Observation observation, Consumer<StreamReaders> out) {
    return watching(policy, observation, out, () -> {});
  }

  static KeyedRun<StreamReaderState> watching(
      Policy policy, Observation observation, Consumer<StreamReaders> out, Runnable unreported) {
    StreamUses uses = new StreamUses(MONITOR);
    return new KeyedRun<>(
        each(new StreamReaderDetector(observation, out, unreported), uses::of),
        bundle -> uses.of(bundle).stream().map(StreamUse::source).findFirst().orElse(""),
        policy);
  }

  /** A detector that takes bundles and passes on what they are converted to. */
  static <S, E> Detector<S, ActivityBundle> each(
      Detector<S, E> detector, Function<ActivityBundle, List<E>> events) {
    return new Detector<>() {
      @Override
      public @Nullable S on(@Nullable S known, ActivityBundle bundle, DetectorContext context) {
        S state = known;
        for (E event : events.apply(bundle)) {
          state = detector.on(state, event, context);
        }
        return state;
      }

      @Override
      public @Nullable S onTime(S state, long time, DetectorContext context) {
        return detector.onTime(state, time, context);
      }
    };
  }
}
