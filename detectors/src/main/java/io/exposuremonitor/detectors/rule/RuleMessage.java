package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.text.Visible;

/**
 * The message of a rule's signal: title, caller, call, resource, details and origin in one sentence
 * on one line, whatever characters the caller put into names.
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
    // The comma keeps the origin from reading as part of the last detail.
    append(message, details.isEmpty() ? "" : ",", where.toString());
    return Visible.of(message.append('.').toString());
  }

  private static void append(StringBuilder message, String before, String value) {
    if (!value.isEmpty()) {
      message.append(before).append(value);
    }
  }

  private static String who(Actor actor) {
    return actor.kind() == Actor.Kind.UNKNOWN ? "an unknown actor" : Names.actor(actor);
  }

  /**
   * The caller's account if it differs from the account whose log recorded the call, else empty.
   */
  private static String foreignAccount(RuleEvent event, Actor actor) {
    String recipient = event.text("recipientAccountId");
    String account = Arns.account(actor.id());
    return recipient.isEmpty() || account.equals(recipient) ? "" : account;
  }

  /** The name of a table; for other resources, the resource part of the ARN. */
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
