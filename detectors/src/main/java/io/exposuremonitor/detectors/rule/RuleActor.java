package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Actor.Kind;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * Who made a call, from a record's {@code userIdentity} (AWS CloudTrail user guide, "CloudTrail
 * userIdentity element").
 */
final class RuleActor {
  private static final String SERVICE_HOST = ".amazonaws.com";
  private static final String SERVICE_ROLE = "AWSServiceRoleFor";
  private static final String SERVICE_PATH = "/aws-service-role/";

  private final JsonNode identity;
  private final JsonNode issuer;
  private final String invokedBy;
  private final String arn;

  private RuleActor(JsonNode identity) {
    this.identity = identity;
    this.issuer = identity.path("sessionContext").path("sessionIssuer");
    this.invokedBy = text(identity, "invokedBy");
    this.arn = text(identity, "arn");
  }

  /** The actor of a record, stripped of its session. */
  static Actor of(JsonNode record) {
    return new RuleActor(record.path("userIdentity")).actor();
  }

  private Actor actor() {
    String account = account();
    if (text(identity, "type").equals("AWSService") || invokedBy.endsWith(SERVICE_HOST)) {
      return new Actor(Kind.SERVICE, known(invokedBy), account);
    }
    String role = roleArn();
    if (role.contains('/' + SERVICE_ROLE)) {
      return new Actor(Kind.SERVICE, serviceOf(text(issuer, "arn"), role), account);
    }
    if (!role.isEmpty()) {
      return new Actor(Kind.ROLE, role, account);
    }
    return switch (text(identity, "type")) {
      case "Root" -> new Actor(Kind.ROOT, known(arn), account);
      case "IAMUser" -> new Actor(Kind.USER, known(withoutPath(arn)), account);
      case "FederatedUser", "SAMLUser", "WebIdentityUser" ->
          new Actor(
              Kind.FEDERATED_USER,
              known(arn.isEmpty() ? text(identity, "principalId") : arn),
              account);
      case "IdentityCenterUser" ->
          new Actor(Kind.IDENTITY_CENTER_USER, identityCenterUser(), account);
      case "AWSAccount" -> new Actor(Kind.ACCOUNT, known(account), account);
      default -> new Actor(Kind.UNKNOWN, known(arn), account);
    };
  }

  private String account() {
    String issued = text(issuer, "accountId");
    return issued.isEmpty() ? text(identity, "accountId") : issued;
  }

  /** The role's ARN without path and session, or empty when no role acted. */
  private String roleArn() {
    String issuerArn = text(issuer, "arn");
    if (issuerArn.contains(":role/")) {
      return withoutPath(issuerArn);
    }
    if (arn.contains(":assumed-role/")) {
      String[] parts = arn.split("/", 3);
      return parts[0].replace(":sts:", ":iam:").replace(":assumed-role", ":role") + '/' + parts[1];
    }
    return arn.contains(":role/") ? withoutPath(arn) : "";
  }

  /** Names are unique within an account, and session ARNs leave paths out. */
  private static String withoutPath(String arn) {
    int first = arn.indexOf('/');
    return first < 0 ? arn : arn.substring(0, first) + arn.substring(arn.lastIndexOf('/'));
  }

  private static String serviceOf(String issuerArn, String role) {
    int path = issuerArn.indexOf(SERVICE_PATH);
    if (path < 0) {
      return role;
    }
    int start = path + SERVICE_PATH.length();
    int end = issuerArn.indexOf('/', start);
    return end < 0 ? role : issuerArn.substring(start, end);
  }

  private String identityCenterUser() {
    JsonNode user = identity.path("onBehalfOf");
    String store = text(user, "identityStoreArn");
    String id = text(user, "userId");
    return store.isEmpty() || id.isEmpty() ? "unknown" : store + "/user/" + id;
  }

  private static String known(String id) {
    return id.isEmpty() ? "unknown" : id;
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText("");
  }

  /** Where a call came from. */
  static Origin origin(JsonNode record) {
    JsonNode identity = record.path("userIdentity");
    String userAgent = text(record, "userAgent");
    String source = text(identity.path("sessionContext"), "sourceIdentity");
    return new Origin(
        text(record, "sourceIPAddress"),
        userAgent.length() > 1024 ? userAgent.substring(0, 1024) : userAgent,
        text(identity, "accessKeyId"),
        source.isEmpty() ? session(text(identity, "arn")) : source,
        text(record, "vpcEndpointId"),
        text(identity, "invokedBy"),
        fromBrowser(userAgent));
  }

  private static String session(String arn) {
    return arn.contains(":assumed-role/") ? arn.substring(arn.lastIndexOf('/') + 1) : "";
  }

  private static boolean fromBrowser(String userAgent) {
    return userAgent.startsWith("Mozilla/")
        || userAgent.equals("signin.amazonaws.com")
        || userAgent.equals("console.amazonaws.com")
        || userAgent.endsWith("console.aws.amazon.com");
  }
}
