package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.ArnAccount;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Actor.Kind;
import java.util.stream.Stream;

/**
 * Who made a call, from a record's {@code userIdentity} (AWS CloudTrail user guide, "CloudTrail
 * userIdentity element"). Gives the same actors as the decoder of activities does, so that findings
 * of rules and of detectors come together.
 */
final class RuleActor {
  private static final String ASSUMED_ROLE = "assumed-role/";
  private static final String FEDERATED_USER = "federated-user/";
  private static final String SERVICE_PATH = "/aws-service-role/";
  private static final String SERVICE_LINKED = "AWSServiceRoleFor";
  private static final int ARN_PARTS = 6;

  private final JsonNode identity;
  private final String type;
  private final String arn;
  private final String issuerArn;
  private final String accountId;
  private final String invokedBy;
  private final String principalId;

  private RuleActor(JsonNode identity) {
    this.identity = identity;
    this.type = text(identity, "type");
    this.arn = text(identity, "arn");
    this.issuerArn = text(identity.path("sessionContext").path("sessionIssuer"), "arn");
    this.accountId = text(identity, "accountId");
    this.invokedBy = text(identity, "invokedBy");
    this.principalId = text(identity, "principalId");
  }

  /** The actor of a record, stripped of its session. */
  static Actor of(JsonNode record) {
    return new RuleActor(record.path("userIdentity")).actor();
  }

  private Actor actor() {
    return switch (type) {
      case "AWSService" -> actor(Kind.SERVICE, invokedBy, principalId, arn);
      case "AWSAccount" -> actor(Kind.ACCOUNT, accountId, principalId);
      case "Root" -> actor(Kind.ROOT, arn, built("root"));
      case "IdentityCenterUser" -> identityCenterUser();
      case "FederatedUser" -> actor(Kind.FEDERATED_USER, issuerArn, arn);
      case "SAMLUser", "WebIdentityUser" -> externalUser();
      default -> byArn();
    };
  }

  /** Someone who can be told by the ARNs alone, whether a type is given or not. */
  private Actor byArn() {
    String role = roleArn();
    if (!role.isEmpty()) {
      return role(role);
    }
    String resource = resource(arn);
    if (resource.startsWith("user/") || type.equals("IAMUser")) {
      String userName = text(identity, "userName");
      return actor(
          Kind.USER, arn, userName.isEmpty() ? "" : built("user/" + userName), principalId);
    }
    if (resource.equals("root")) {
      return actor(Kind.ROOT, arn);
    }
    return resource.startsWith(FEDERATED_USER)
        ? actor(Kind.FEDERATED_USER, issuerArn, arn)
        : withoutArn();
  }

  private Actor withoutArn() {
    String uniqueId = principalId.split(":", 2)[0];
    if (type.equals("AssumedRole") || type.equals("Role")) {
      return actor(Kind.ROLE, arn, uniqueId);
    }
    if (!invokedBy.isEmpty()) {
      return actor(Kind.SERVICE, invokedBy);
    }
    return arn.isEmpty() && uniqueId.isEmpty() && !accountId.isEmpty()
        ? actor(Kind.ACCOUNT, accountId)
        : actor(Kind.UNKNOWN, arn, uniqueId);
  }

  /** The ARN of the role whose session this is, or empty when it is none. */
  private String roleArn() {
    if (resource(issuerArn).startsWith("role/")) {
      return issuerArn;
    }
    String resource = resource(arn);
    if (resource.startsWith("role/")) {
      return arn;
    }
    if (!resource.startsWith(ASSUMED_ROLE)) {
      return "";
    }
    String[] parts = arn.split(":", ARN_PARTS);
    return String.join(
        ":", "arn", parts[1], "iam", "", parts[4], "role/" + resource.split("/", 3)[1]);
  }

  private Actor role(String role) {
    int path = role.indexOf(SERVICE_PATH);
    if (path < 0 && !role.substring(role.lastIndexOf('/') + 1).startsWith(SERVICE_LINKED)) {
      return actor(Kind.ROLE, role);
    }
    int host = path + SERVICE_PATH.length();
    int end = path < 0 ? -1 : role.indexOf('/', host);
    String service = firstOf(end < 0 ? "" : role.substring(host, end), invokedBy, role);
    return new Actor(Kind.SERVICE, service, firstOf(account(role), account(accountId)));
  }

  private Actor identityCenterUser() {
    JsonNode person = identity.path("onBehalfOf");
    String store = text(person, "identityStoreArn");
    String id = text(person, "userId");
    String full = store.isEmpty() || id.isEmpty() ? "" : store + "/user/" + id;
    return actor(Kind.IDENTITY_CENTER_USER, full, id, principalId);
  }

  private Actor externalUser() {
    String provider = text(identity, "identityProvider");
    String user = text(identity, "userName");
    String full = provider.isEmpty() || user.isEmpty() ? "" : provider + '/' + user;
    return actor(Kind.FEDERATED_USER, arn, principalId, full);
  }

  /** An actor by the first id that is there, in the account of its ARN, else the identity's. */
  private Actor actor(Kind kind, String... ids) {
    String id = firstOf(firstOf(ids), "unknown");
    return new Actor(kind, id, firstOf(account(id), account(accountId)));
  }

  private String built(String resource) {
    return accountId.isEmpty() ? "" : "arn:aws:iam::" + accountId + ':' + resource;
  }

  /** The account of an ARN, or an account id itself; empty for anything else. */
  private static String account(String text) {
    return ArnAccount.of(text).orElse("");
  }

  private static String resource(String arn) {
    String[] parts = arn.split(":", ARN_PARTS);
    return parts.length == ARN_PARTS ? parts[ARN_PARTS - 1] : "";
  }

  private static String firstOf(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }
}
