package io.exposuremonitor.detectors.activity;

/**
 * Where a call came from: evidence about a session, never part of an actor's identity. Empty
 * strings stand for what the record leaves out.
 *
 * @param sourceIp the address, or a service's host name, as CloudTrail gives it
 * @param userAgent as CloudTrail gives it, at most 1 KB
 * @param accessKeyId the session's access key id (an identifier, not a secret)
 * @param session the role session name or source identity
 * @param vpcEndpointId the endpoint the call came through
 * @param invokedBy the AWS service that made the call for the principal
 * @param console true for a browser session: user agent {@code Mozilla/…} or a console host.
 *     CloudShell sets {@code sessionCredentialFromConsole} as well and is no browser
 */
public record Origin(
    String sourceIp,
    String userAgent,
    String accessKeyId,
    String session,
    String vpcEndpointId,
    String invokedBy,
    boolean console) {

  /** An origin about which the record says nothing. */
  public static final Origin NONE = new Origin("", "", "", "", "", "", false);
}
