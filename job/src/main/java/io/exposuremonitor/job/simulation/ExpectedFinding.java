package io.exposuremonitor.job.simulation;

/**
 * A finding that a planted attack must yield.
 *
 * @param analytic id of the rule or detector
 * @param actor the normalised id of the actor
 * @param resource ARN of the table, stream or trail; {@code …:table/*} if several tables are
 *     affected
 */
public record ExpectedFinding(String analytic, String actor, String resource) {}
