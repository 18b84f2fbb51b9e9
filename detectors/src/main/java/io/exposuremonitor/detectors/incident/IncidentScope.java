package io.exposuremonitor.detectors.incident;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What the routes of alerts match: of all findings of an incident, also of those that are not shown
 * because there are too many. Part of the state; each list is sorted and without duplicates.
 *
 * @param families families of its analytics, such as {@code bulk-read}, at most {@value #MAX}
 * @param accounts accounts whose logs recorded it, at most {@value #MAX_ACCOUNTS}
 * @param labels labels that the policy gives its tables, as of when a finding was last added or
 *     updated, at most {@value #MAX}
 */
public record IncidentScope(List<String> families, List<String> accounts, List<String> labels) {
  /** Maximum number of families and of labels; the alphabetically first are kept. */
  public static final int MAX = 64;

  /** Maximum number of accounts, likewise. */
  public static final int MAX_ACCOUNTS = 256;

  /** The scope of an incident of which only this much is known. */
  public static IncidentScope of(
      List<IncidentStep> steps, List<String> accounts, List<String> labels) {
    return new IncidentScope(
        union(steps.stream().map(IncidentStep::family).toList(), List.of(), MAX),
        union(accounts, List.of(), MAX_ACCOUNTS),
        union(labels, List.of(), MAX));
  }

  IncidentScope and(IncidentScope other) {
    return new IncidentScope(
        union(families, other.families, MAX),
        union(accounts, other.accounts, MAX_ACCOUNTS),
        union(labels, other.labels, MAX));
  }

  private static List<String> union(Collection<String> some, Collection<String> others, int most) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all.stream().limit(most).toList();
  }
}
