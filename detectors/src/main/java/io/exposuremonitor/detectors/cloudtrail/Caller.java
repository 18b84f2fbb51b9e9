package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Actor.Kind;
import io.exposuremonitor.detectors.arn.Arns;

/**
 * The caller, and what the identity contains about the session.
 *
 * @param actor the caller without the session
 * @param accessKeyId the session's access key id, or empty
 * @param session the session's name, else its source identity, or empty
 * @param invokedBy the service that made the call for the actor, or empty
 */
record Caller(Actor actor, String accessKeyId, String session, String invokedBy) {
  private static final String ASSUMED_ROLE = "assumed-role/";
  private static final String FEDERATED_USER = "federated-user/";

  /** AWS reserves this path prefix, but not paths that contain it later. */
  private static final String SERVICE_PATH = "role/aws-service-role/";

  private static final String SERVICE_LINKED = "AWSServiceRoleFor";
  private static final String UNKNOWN = "unknown";

  /** The caller described by a {@code userIdentity} of any form. */
  static Caller of(Identity identity) {
    return new Caller(actor(identity), identity.accessKeyId, session(identity), identity.invokedBy);
  }

  /** A copy of this caller that shares one object among equal actors. */
  Caller with(Canonical<Actor> actors) {
    return new Caller(actors.of(actor), accessKeyId, session, invokedBy);
  }

  private static Actor actor(Identity identity) {
    return switch (identity.type) {
      case "AWSService" ->
          actor(Kind.SERVICE, identity, identity.invokedBy, identity.principalId, identity.arn);
      case "AWSAccount" -> actor(Kind.ACCOUNT, identity, identity.accountId, identity.principalId);
      case "Root" -> actor(Kind.ROOT, identity, identity.arn, built(identity, "root"));
      case "IdentityCenterUser" -> identityCenterUser(identity);
      case "FederatedUser" ->
          actor(Kind.FEDERATED_USER, identity, identity.issuerArn, identity.arn);
      case "SAMLUser", "WebIdentityUser" -> externalUser(identity);
      default -> byArn(identity);
    };
  }

  /** The actor determined from the ARNs, whether or not a type is given. */
  private static Actor byArn(Identity identity) {
    String roleArn = roleArn(identity);
    if (!roleArn.isEmpty()) {
      return role(identity, roleArn);
    }
    String resource = Arns.resource(identity.arn);
    if (resource.startsWith("user/") || identity.type.equals("IAMUser")) {
      String built =
          identity.userName.isEmpty() ? "" : built(identity, "user/" + identity.userName);
      return actor(Kind.USER, identity, identity.arn, built, identity.principalId);
    }
    if (resource.equals("root")) {
      return actor(Kind.ROOT, identity, identity.arn);
    }
    if (resource.startsWith(FEDERATED_USER)) {
      return actor(Kind.FEDERATED_USER, identity, identity.issuerArn, identity.arn);
    }
    return withoutArn(identity);
  }

  private static Actor withoutArn(Identity identity) {
    String uniqueId = beforeColon(identity.principalId);
    if (identity.type.equals("AssumedRole") || identity.type.equals("Role")) {
      return actor(Kind.ROLE, identity, identity.arn, uniqueId);
    }
    if (!identity.invokedBy.isEmpty()) {
      return actor(Kind.SERVICE, identity, identity.invokedBy);
    }
    if (identity.arn.isEmpty() && uniqueId.isEmpty() && !identity.accountId.isEmpty()) {
      return actor(Kind.ACCOUNT, identity, identity.accountId);
    }
    return actor(Kind.UNKNOWN, identity, identity.arn, uniqueId);
  }

  /** The ARN of the role that the session belongs to, or empty if it is no role session. */
  private static String roleArn(Identity identity) {
    if (Arns.resource(identity.issuerArn).startsWith("role/")) {
      return identity.issuerArn;
    }
    String resource = Arns.resource(identity.arn);
    if (resource.startsWith("role/")) {
      return identity.arn;
    }
    if (!resource.startsWith(ASSUMED_ROLE)) {
      return "";
    }
    String rest = resource.substring(ASSUMED_ROLE.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    return iam(Arns.partition(identity.arn), Arns.accountPart(identity.arn), "role/" + name);
  }

  private static Actor role(Identity identity, String roleArn) {
    String resource = Arns.resource(roleArn);
    boolean byPath = resource.startsWith(SERVICE_PATH);
    // A session's ARN has no path, so the role's name must suffice.
    boolean byName =
        !roleArn.equals(identity.issuerArn)
            && !roleArn.equals(identity.arn)
            && Arns.name(roleArn).startsWith(SERVICE_LINKED);
    if (!byPath && !byName) {
      return actor(Kind.ROLE, identity, roleArn);
    }
    int hostEnd = byPath ? resource.indexOf('/', SERVICE_PATH.length()) : -1;
    String service = hostEnd < 0 ? "" : resource.substring(SERVICE_PATH.length(), hostEnd);
    return new Actor(
        Kind.SERVICE,
        firstOf(service, identity.invokedBy, roleArn),
        firstOf(Arns.account(roleArn), twelveDigits(identity.accountId)));
  }

  private static Actor identityCenterUser(Identity identity) {
    boolean complete = !identity.identityStoreArn.isEmpty() && !identity.userId.isEmpty();
    String id = complete ? identity.identityStoreArn + "/user/" + identity.userId : "";
    return actor(Kind.IDENTITY_CENTER_USER, identity, id, identity.userId, identity.principalId);
  }

  private static Actor externalUser(Identity identity) {
    boolean complete = !identity.identityProvider.isEmpty() && !identity.userName.isEmpty();
    String id = complete ? identity.identityProvider + '/' + identity.userName : "";
    return actor(Kind.FEDERATED_USER, identity, identity.arn, identity.principalId, id);
  }

  /** An actor with the first id that is present, in the account of its ARN, else the identity's. */
  private static Actor actor(Kind kind, Identity identity, String... ids) {
    String id = firstOf(firstOf(ids), UNKNOWN);
    return new Actor(kind, id, firstOf(Arns.account(id), twelveDigits(identity.accountId)));
  }

  private static String session(Identity identity) {
    String resource = Arns.resource(identity.arn);
    String session = "";
    if (resource.startsWith(ASSUMED_ROLE)) {
      int slash = resource.indexOf('/', ASSUMED_ROLE.length());
      session = slash < 0 ? "" : resource.substring(slash + 1);
    } else if (resource.startsWith(FEDERATED_USER)) {
      session = resource.substring(FEDERATED_USER.length());
    } else if (identity.type.equals("AssumedRole")) {
      session = identity.principalId.substring(identity.principalId.indexOf(':') + 1);
    }
    return firstOf(session, identity.sourceIdentity);
  }

  private static String built(Identity identity, String resource) {
    return identity.accountId.isEmpty() ? "" : iam("aws", identity.accountId, resource);
  }

  private static String iam(String partition, String account, String resource) {
    return Arns.build(partition, "iam", "", account, resource);
  }

  private static String beforeColon(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  private static String twelveDigits(String account) {
    return Arns.isAccount(account) ? account : "";
  }

  private static String firstOf(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
