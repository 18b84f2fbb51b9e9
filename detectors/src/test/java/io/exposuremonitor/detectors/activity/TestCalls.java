package io.exposuremonitor.detectors.activity;

import java.util.List;

/** Calls that tests of bundles gather. */
final class TestCalls {
  private TestCalls() {}

  /** A role reads one item of a table. */
  static Activity read(String actor, String table, long time, String id, String ip) {
    return new Activity(
        id,
        false,
        time,
        Operation.GET_ITEM,
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/" + actor, "111122223333"),
        new Origin(ip, "aws-cli/2", "ASIAEXAMPLE", "session", "", "", false),
        "111122223333",
        "eu-west-1",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/" + table,
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
}
