package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import java.time.Duration;
import java.util.List;

/** Calls on whole tables in the notation of the tests. */
final class Copies {
  static final long START = 1_763_769_600_000L;
  static final Actor ALICE =
      new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333");
  static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/ops", "111122223333");

  private Copies() {}

  static String table(String name) {
    return "arn:aws:dynamodb:eu-west-1:111122223333:table/" + name;
  }

  static long after(String duration) {
    return START + Duration.parse(duration).toMillis();
  }

  static Activity call(Operation operation, Actor actor, String table, long time) {
    return call(operation, actor, table, time, "", "");
  }

  static Activity export(Actor actor, String table, long time) {
    return call(Operation.EXPORT_TABLE, actor, table, time);
  }

  /**
   * @param folder ARN of the export's folder
   */
  static Activity export(Actor actor, String table, long time, String folder) {
    return call(Operation.EXPORT_TABLE, actor, table, time, "", "", folder);
  }

  static Activity backup(Actor actor, String table, long time) {
    return call(Operation.CREATE_BACKUP, actor, table, time);
  }

  static Activity call(
      Operation operation,
      Actor actor,
      String table,
      long time,
      String errorCode,
      String invokedBy) {
    return call(operation, actor, table, time, errorCode, invokedBy, "");
  }

  private static Activity call(
      Operation operation,
      Actor actor,
      String table,
      long time,
      String errorCode,
      String invokedBy,
      String index) {
    return new Activity(
        operation + "-" + table + '-' + time,
        false,
        time,
        operation,
        actor,
        new Origin("192.0.2.7", "aws-cli/2", "AKIDEXAMPLE", "s", "", invokedBy, false),
        "111122223333",
        "eu-west-1",
        table.isEmpty() || table.startsWith("arn:") ? table : table(table),
        index,
        errorCode,
        0,
        -1,
        0,
        false,
        false,
        new long[0],
        List.of());
  }
}
