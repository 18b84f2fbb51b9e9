package io.exposuremonitor.cdk;

/**
 * Names that are fixed before any resource exists, so that the policies of one part can name
 * another part without waiting for it.
 *
 * @param account in which the monitor runs
 * @param region in which it runs
 */
record Names(String account, String region) {
  static final String APPLICATION = "exposure-monitor";
  static final String TRAIL = "exposure-monitor";
  static final String ROLE = "exposure-monitor";
  static final String BUS = "exposure-monitor";

  /** The rule's name on each bus. */
  static final String RULE = "exposure-monitor";

  /** Role in each member's account that the monitor assumes to read change streams. */
  static final String MEMBER_ROLE = "exposure-monitor-reader";

  static Names of(Deployment deployment) {
    return new Names(deployment.account(), deployment.region());
  }

  String logBucket() {
    return "exposure-monitor-logs-" + account + '-' + region;
  }

  String roleArn() {
    return "arn:aws:iam::" + account + ":role/" + ROLE;
  }

  /** The prefix of the ARNs of the monitor's own sessions. */
  String sessions() {
    return sessions(account, ROLE + '/');
  }

  /** The prefix of the ARNs of sessions of roles whose names begin with {@code role}. */
  static String sessions(String account, String role) {
    return "arn:aws:sts::" + account + ":assumed-role/" + role;
  }

  String applicationArn() {
    return "arn:aws:kinesisanalytics:" + region + ':' + account + ":application/" + APPLICATION;
  }

  String busArn() {
    return "arn:aws:events:" + region + ':' + account + ":event-bus/" + BUS;
  }

  /**
   * @param owner account that owns the trail
   */
  String trailArn(String owner) {
    return "arn:aws:cloudtrail:" + region + ':' + owner + ":trail/" + TRAIL;
  }
}
