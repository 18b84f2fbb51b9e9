package io.exposuremonitor.job.engine;

import io.exposuremonitor.connectors.aws.AwsAccess;

/** What all calls of this program to AWS have in common. */
public final class ProgramAccess {
  /** One attempt per call, for callers that retry and count retries themselves. */
  public static final AwsAccess.Limits ONE_ATTEMPT =
      new AwsAccess.Limits(
          AwsAccess.Limits.DEFAULT.connect(),
          AwsAccess.Limits.DEFAULT.attempt(),
          AwsAccess.Limits.DEFAULT.call(),
          1,
          AwsAccess.Limits.DEFAULT.connections());

  private static final String SESSION = "exposure-monitor";

  private ProgramAccess() {}

  /**
   * The identity of calls.
   *
   * @param role ARN of the role to assume; empty for the environment's identity
   * @param externalId required by the role's trust policy; empty for none
   */
  public static AwsAccess.Identity identity(String role, String externalId) {
    return role.isEmpty()
        ? new AwsAccess.Identity.Environment()
        : new AwsAccess.Identity.Role(role, externalId.isEmpty() ? null : externalId, SESSION);
  }

  /** The user agent of calls. */
  public static String userAgent() {
    return AwsAccess.USER_AGENT + '/' + Release.version();
  }

  /** The user agent of calls that must be recognised in the logs, with the deployment's mark. */
  public static String userAgent(String mark) {
    return (userAgent() + ' ' + mark).strip();
  }
}
