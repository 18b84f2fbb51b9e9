package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.activity.Origin;

/** Where a call came from, as the decoder of activities tells it. */
final class RuleOrigin {
  private static final int LONGEST_USER_AGENT = 1024;
  private static final String ASSUMED_ROLE = ":assumed-role/";
  private static final String FEDERATED_USER = ":federated-user/";

  private RuleOrigin() {}

  static Origin of(JsonNode record) {
    JsonNode identity = record.path("userIdentity");
    String userAgent = text(record, "userAgent");
    return new Origin(
        text(record, "sourceIPAddress"),
        userAgent.length() <= LONGEST_USER_AGENT
            ? userAgent
            : userAgent.substring(0, LONGEST_USER_AGENT),
        text(identity, "accessKeyId"),
        session(identity),
        text(record, "vpcEndpointId"),
        text(identity, "invokedBy"),
        fromConsole(userAgent));
  }

  private static String session(JsonNode identity) {
    String arn = text(identity, "arn");
    String session = "";
    if (arn.contains(ASSUMED_ROLE)) {
      int slash = arn.indexOf('/', arn.indexOf(ASSUMED_ROLE) + ASSUMED_ROLE.length());
      session = slash < 0 ? "" : arn.substring(slash + 1);
    } else if (arn.contains(FEDERATED_USER)) {
      session = arn.substring(arn.indexOf(FEDERATED_USER) + FEDERATED_USER.length());
    } else if (text(identity, "type").equals("AssumedRole")) {
      String principal = text(identity, "principalId");
      session = principal.substring(principal.indexOf(':') + 1);
    }
    return session.isEmpty() ? text(identity.path("sessionContext"), "sourceIdentity") : session;
  }

  /**
   * True for a browser. S3 puts user agents in brackets and has one of its own for its console;
   * older records name the console's host instead.
   */
  static boolean fromConsole(String userAgent) {
    String agent = userAgent.startsWith("[") ? userAgent.substring(1) : userAgent;
    if (agent.startsWith("Mozilla/") || agent.startsWith("S3Console/")) {
      return true;
    }
    String host = agent.endsWith("]") ? agent.substring(0, agent.length() - 1) : agent;
    return host.indexOf(' ') < 0
        && (host.equals("signin.amazonaws.com")
            || host.endsWith("console.amazonaws.com")
            || host.endsWith("console.aws.amazon.com")
            || (host.startsWith("console.") && host.endsWith(".amazonaws.com")));
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }
}
