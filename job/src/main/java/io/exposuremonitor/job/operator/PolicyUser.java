package io.exposuremonitor.job.operator;

/** Something that depends on the policy and can switch to another one. */
public interface PolicyUser {
  /**
   * Switches to these settings. Called on the thread that handles the operator's elements: before
   * it is opened, when its state brings a newer policy than the job's own, and between two
   * elements, when the policy has changed.
   *
   * @param settings found valid
   */
  void use(MonitorSettings settings) throws Exception;
}
