package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.arn.Arns;

/** Creates origins, returning the same object for equal origins until it is evicted. */
final class Origins {
  private static final int BITS = 14;
  private static final int SPREAD = 0x9E3779B1;

  private final SlotPairs<Origin> origins = new SlotPairs<>(BITS);

  Origin of(Caller caller, String sourceIp, String userAgent, String vpcEndpointId) {
    int hash = sourceIp.hashCode() * 31 + userAgent.hashCode();
    hash = hash * 31 + caller.accessKeyId().hashCode();
    int place = origins.placeOf(hash * SPREAD);
    Origin last = origins.last(place);
    if (last != null && isSame(last, caller, sourceIp, userAgent, vpcEndpointId)) {
      return last;
    }
    Origin before = origins.before(place);
    if (before != null && isSame(before, caller, sourceIp, userAgent, vpcEndpointId)) {
      origins.swap(place);
      return before;
    }
    Origin origin = make(caller, sourceIp, userAgent, vpcEndpointId);
    origins.put(place, origin);
    return origin;
  }

  private static boolean isSame(
      Origin origin, Caller caller, String sourceIp, String userAgent, String vpcEndpointId) {
    return origin.sourceIp().equals(sourceIp)
        && origin.userAgent().equals(userAgent)
        && origin.vpcEndpointId().equals(vpcEndpointId)
        && origin.accessKeyId().equals(caller.accessKeyId())
        && origin.session().equals(caller.session())
        && origin.invokedBy().equals(caller.invokedBy());
  }

  static Origin make(Caller caller, String sourceIp, String userAgent, String vpcEndpointId) {
    return new Origin(
        sourceIp,
        userAgent,
        caller.accessKeyId(),
        caller.session(),
        vpcEndpointId,
        caller.invokedBy(),
        isConsole(userAgent));
  }

  /**
   * The endpoint as {@link Origin#vpcEndpointId} has it.
   *
   * @param id {@code vpcEndpointId}
   * @param owner {@code vpcEndpointAccountId}, or empty
   * @param recipient {@code recipientAccountId}, or empty
   */
  static String endpoint(String id, String owner, String recipient, String region) {
    return id.isEmpty() || !Arns.isAccount(owner) || owner.equals(recipient)
        ? id
        : Arns.build("ec2", region, owner, "vpc-endpoint/" + id);
  }

  /**
   * True for a browser. S3 writes user agents in brackets and has a special one for its console;
   * older records contain the console's host instead.
   */
  private static boolean isConsole(String userAgent) {
    String agent = userAgent.startsWith("[") ? userAgent.substring(1) : userAgent;
    if (agent.startsWith("Mozilla/") || agent.startsWith("S3Console/")) {
      return true;
    }
    if (agent.indexOf(' ') >= 0) {
      return false;
    }
    String host = agent.endsWith("]") ? agent.substring(0, agent.length() - 1) : agent;
    return host.equals("signin.amazonaws.com")
        || host.endsWith("console.amazonaws.com")
        || host.endsWith("console.aws.amazon.com")
        || (host.startsWith("console.") && host.endsWith(".amazonaws.com"));
  }
}
