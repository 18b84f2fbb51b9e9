package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import java.io.IOException;

/** Writes OCSF's {@code actor} and {@code account}. */
final class ActorFields {
  private static final int AWS_ACCOUNT = 10;

  private ActorFields() {}

  static void actor(Actor actor, JsonFields json) throws IOException {
    if (actor.kind() == Actor.Kind.SERVICE && !Arns.beginsAsArn(actor.id())) {
      json.text("invoked_by", actor.id());
    }
    json.object(
        "user",
        () -> {
          json.text("uid", actor.id());
          json.text("name", Arn.of(actor.id()).name());
          json.caption("type_id", "type", Caption.of(actor.kind()));
          account(actor.account(), json);
        });
  }

  static void account(String account, JsonFields json) throws IOException {
    if (!account.isEmpty()) {
      json.object(
          "account",
          () -> {
            json.text("uid", account);
            json.number("type_id", AWS_ACCOUNT);
            json.text("type", "AWS Account");
          });
    }
  }
}
