package io.exposuremonitor.detectors.activity;

/**
 * Where a call came from: evidence about a session, never part of an actor's identity. Strings are
 * empty if the record omits them, and truncated if they are longer than AWS allows.
 *
 * @param sourceIp the address, or a service's host name, as in CloudTrail
 * @param userAgent as in CloudTrail, at most 1,024 characters
 * @param accessKeyId the session's access key id (an identifier, not a secret)
 * @param session the role session name or source identity
 * @param vpcEndpointId the endpoint that the call came through: its id, or its ARN, which names the
 *     owner, if another account than the one that logged the call owns it
 * @param invokedBy the AWS service that made the call for the principal
 * @param console true for a browser session: user agent {@code Mozilla/…} or a console host.
 *     CloudShell sets {@code sessionCredentialFromConsole} too but is not a browser
 */
public record Origin(
    String sourceIp,
    String userAgent,
    String accessKeyId,
    String session,
    String vpcEndpointId,
    String invokedBy,
    boolean console) {

  /** Maximum length of a user agent; longer ones are truncated. */
  private static final int LONGEST_USER_AGENT = 1_024;

  /** Maximum length of each other text, far above what AWS allows; longer ones are truncated. */
  private static final int LONGEST = 256;

  /** The origin of a call whose record contains none. */
  public static final Origin NONE = new Origin("", "", "", "", "", "", false);

  /** Truncates long texts: a bundle contains up to 64 origins, and must not grow too large. */
  public Origin {
    sourceIp = truncated(sourceIp, LONGEST);
    userAgent = truncated(userAgent, LONGEST_USER_AGENT);
    accessKeyId = truncated(accessKeyId, LONGEST);
    session = truncated(session, LONGEST);
    vpcEndpointId = truncated(vpcEndpointId, LONGEST);
    invokedBy = truncated(invokedBy, LONGEST);
  }

  private static String truncated(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /** True if AWS Backup made the call for the principal, following a backup plan. */
  public boolean byBackupPlan() {
    return invokedBy.equals("backup.amazonaws.com");
  }

  /**
   * Hand-written because it runs for every activity: the decoder returns the same object for the
   * same bytes, fields that differ between sessions are compared first, and the generated method is
   * not inlined.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Origin origin
            && accessKeyId.equals(origin.accessKeyId)
            && session.equals(origin.session)
            && sourceIp.equals(origin.sourceIp)
            && userAgent.equals(origin.userAgent)
            && vpcEndpointId.equals(origin.vpcEndpointId)
            && invokedBy.equals(origin.invokedBy)
            && console == origin.console);
  }

  @Override
  public int hashCode() {
    int hash = 31 * accessKeyId.hashCode() + session.hashCode();
    hash = 31 * hash + sourceIp.hashCode();
    hash = 31 * hash + userAgent.hashCode();
    hash = 31 * hash + vpcEndpointId.hashCode();
    return 31 * hash + invokedBy.hashCode();
  }
}
