package io.exposuremonitor.job.alert;

/**
 * The version of which a route of changes was notified last. Part of the state; native types only.
 *
 * @param route name
 * @param program release of the monitor
 * @param policy version of the policy
 */
public record ReportedVersion(String route, String program, String policy) {}
