package io.exposuremonitor.job.operator;

/** A component that depends on the policy and can switch to another one. */
public interface PolicyUser {
  /**
   * Switches to other settings. Called on the thread that handles the operator's elements: before
   * the operator is opened, when its state holds a newer policy than the job's own, and between two
   * elements, when the policy has changed.
   *
   * @param settings validated settings
   */
  void use(MonitorSettings settings) throws Exception;
}
