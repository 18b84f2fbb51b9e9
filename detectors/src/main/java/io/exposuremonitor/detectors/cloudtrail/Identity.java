package io.exposuremonitor.detectors.cloudtrail;

/**
 * The parts of {@code userIdentity} that identify the actor (CloudTrail user guide, userIdentity
 * element). Strings are empty if the record omits them.
 */
final class Identity {
  String type = "";
  String arn = "";
  String accountId = "";
  String accessKeyId = "";
  String userName = "";
  String principalId = "";
  String invokedBy = "";
  String identityProvider = "";

  /** {@code sessionContext.sessionIssuer.arn}. */
  String issuerArn = "";

  /** {@code sessionContext.sourceIdentity}. */
  String sourceIdentity = "";

  /** {@code onBehalfOf.userId}. */
  String userId = "";

  /** {@code onBehalfOf.identityStoreArn}. */
  String identityStoreArn = "";

  /** Parses a {@code userIdentity} value; the result is empty if it is not an object. */
  static Identity read(byte[] bytes, int from, int to) {
    Identity identity = new Identity();
    Cursor cursor = Cursor.ofObject(bytes, from, to);
    while (cursor.nextMember()) {
      identity.set(cursor, bytes);
    }
    return identity;
  }

  private void set(Cursor member, byte[] bytes) {
    switch (member.name()) {
      case "type" -> type = member.text();
      case "arn" -> arn = member.text();
      case "accountId" -> accountId = member.text();
      case "accessKeyId" -> accessKeyId = member.text();
      case "userName" -> userName = member.text();
      case "principalId" -> principalId = member.text();
      case "invokedBy" -> invokedBy = member.text();
      case "identityProvider" -> identityProvider = member.text();
      case "sessionContext" ->
          readSession(Cursor.ofObject(bytes, member.from(), member.to()), bytes);
      case "onBehalfOf" -> readOnBehalfOf(Cursor.ofObject(bytes, member.from(), member.to()));
      default -> {}
    }
  }

  private void readSession(Cursor session, byte[] bytes) {
    issuerArn = "";
    sourceIdentity = "";
    while (session.nextMember()) {
      switch (session.name()) {
        case "sourceIdentity" -> sourceIdentity = session.text();
        case "sessionIssuer" -> readIssuer(Cursor.ofObject(bytes, session.from(), session.to()));
        default -> {}
      }
    }
  }

  private void readIssuer(Cursor issuer) {
    issuerArn = "";
    while (issuer.nextMember()) {
      if (issuer.name().equals("arn")) {
        issuerArn = issuer.text();
      }
    }
  }

  private void readOnBehalfOf(Cursor person) {
    userId = "";
    identityStoreArn = "";
    while (person.nextMember()) {
      switch (person.name()) {
        case "userId" -> userId = person.text();
        case "identityStoreArn" -> identityStoreArn = person.text();
        default -> {}
      }
    }
  }
}
