package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.Names;

/**
 * The one sentence that a person reads first: what, who, by which call, on what, whereto, where.
 */
final class RuleMessage {
  private RuleMessage() {}

  static String of(SigmaRule rule, RuleEvent event, Actor actor, String resource) {
    String error = event.text("errorCode");
    StringBuilder message = new StringBuilder(rule.title()).append(": ").append(who(actor));
    append(message, " of account ", foreignAccount(event, actor));
    message.append(error.isEmpty() ? " called " : " tried ").append(event.eventName());
    if (!resource.isEmpty()) {
      message.append(" on ").append(what(resource));
    }
    StringBuilder where = new StringBuilder();
    append(where, " in ", event.text("awsRegion"));
    append(where, " from ", event.text("sourceIPAddress"));
    append(where, " and got ", error);
    String details = DetailText.of(event, rule.details());
    append(message, ", ", details);
    // What follows is of the call, not of what the details name last.
    append(message, details.isEmpty() ? "" : ",", where.toString());
    return message.append('.').toString();
  }

  private static void append(StringBuilder message, String before, String value) {
    if (!value.isEmpty()) {
      message.append(before).append(value);
    }
  }

  private static String who(Actor actor) {
    return actor.kind() == Actor.Kind.UNKNOWN ? "somebody unknown" : Names.actor(actor);
  }

  /** The account of who called, where the log that tells of it is another's; else empty. */
  private static String foreignAccount(RuleEvent event, Actor actor) {
    String told = event.text("recipientAccountId");
    String account = Arns.account(actor.id());
    return told.isEmpty() || account.equals(told) ? "" : account;
  }

  /** A table by its name, anything else by what its ARN names within its service. */
  private static String what(String resource) {
    if (Arns.isAccount(resource)) {
      return "account " + resource;
    }
    if (TableArns.of(resource).equals(resource)) {
      return Names.table(resource);
    }
    return Arns.isArn(resource) ? Arns.resource(resource) : resource;
  }
}
