package io.exposuremonitor.job.operator;

/** What works by the policy, and can go on by another one. */
public interface PolicyUser {
  /**
   * From now on these settings hold. Called where the operator's elements are handled: before it is
   * opened, when state brings a policy that is newer than the job's own, and between two elements
   * when one was changed.
   *
   * @param settings were found valid
   */
  void use(MonitorSettings settings) throws Exception;
}
