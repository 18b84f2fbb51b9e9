package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.activity.Actor;

/** The one sentence that a person reads first: what, who, by which call, on what, where. */
final class RuleMessage {
  private RuleMessage() {}

  static String of(SigmaRule rule, RuleEvent event, Actor actor, String resource) {
    String error = event.text("errorCode");
    StringBuilder message = new StringBuilder(rule.title()).append(": ").append(who(actor));
    message.append(error.isEmpty() ? " called " : " tried ").append(event.eventName());
    if (!resource.isEmpty()) {
      message.append(" on ").append(resource);
    }
    append(message, " in ", event.text("awsRegion"));
    append(message, " from ", event.text("sourceIPAddress"));
    append(message, " and got ", error);
    return message.append('.').toString();
  }

  private static void append(StringBuilder message, String before, String value) {
    if (!value.isEmpty()) {
      message.append(before).append(value);
    }
  }

  private static String who(Actor actor) {
    return actor.kind() == Actor.Kind.UNKNOWN ? "somebody unknown" : actor.id();
  }
}
