package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Pace;
import io.exposuremonitor.detectors.finding.StableId;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open incident. Native types only; changes are additive. Merging two is commutative and
 * associative except for {@code id}, {@code repetitions}, {@code state} and {@code revision}, as
 * long as no bound is reached.
 *
 * <p>Size: about 2 KB with three findings; at most {@value #MAX_BYTES} bytes in ASCII: {@value
 * #MAX_STEPS} steps of {@value IncidentStep#MAX_BYTES} bytes, and under 22 KB of names and hashes.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param id the incident's stable id
 * @param anchor start of the 15-minute slot of its opening finding, epoch milliseconds
 * @param start first event time covered
 * @param end last event time covered
 * @param worst the highest level of its findings
 * @param tactics tactics seen, in the order of the ATT&amp;CK matrix
 * @param sensitivity the highest of its tables, or null if unknown
 * @param coveragePercent the largest share of a table that was read; 0 if unknown
 * @param findings hashes of the uids of its findings, ascending
 * @param links identities and tables that link it to other findings
 * @param actors ids of its actors, in the order of {@link RankedNames}
 * @param resources ARNs of its resources, likewise
 * @param accounts ids of its accounts, likewise
 * @param steps its most severe findings, most severe first
 * @param repetitions number of updates that only enlarged known findings
 * @param state where it is in its life cycle
 * @param revision the last revision reported
 * @param actorLevels the highest level of a finding of each of {@code actors}
 * @param resourceLevels likewise of {@code resources}
 * @param accountLevels likewise of {@code accounts}
 * @param scope what routes match
 */
public record IncidentState(
    int schemaVersion,
    String id,
    long anchor,
    long start,
    long end,
    Level worst,
    List<Tactic> tactics,
    @Nullable Sensitivity sensitivity,
    int coveragePercent,
    long[] findings,
    Links links,
    List<String> actors,
    List<String> resources,
    List<String> accounts,
    List<IncidentStep> steps,
    long repetitions,
    Incident.State state,
    long revision,
    List<Level> actorLevels,
    List<Level> resourceLevels,
    List<Level> accountLevels,
    IncidentScope scope) {
  /** The current layout. */
  public static final int VERSION = 1;

  /** Maximum number of findings on the timeline. */
  public static final int MAX_STEPS = 24;

  /** Maximum number of findings counted; further ones are not, rather than evicting older ones. */
  public static final int MAX_FINDINGS = 512;

  /** Maximum number of actors, of resources and of accounts. */
  public static final int MAX_NAMES = 12;

  /** Bound on one incident's bytes, in ASCII. */
  public static final int MAX_BYTES = 98_304;

  private static final int TACTICS_OF_A_CHAIN = 3;
  private static final List<Level> LEVELS = List.of(Level.values());
  private static final String COVERAGE = "coverage_percent";
  private static final String SENSITIVITY = "sensitivity";

  /** An incident of one finding. */
  static IncidentState of(Finding finding, @Nullable Tactic tactic, Policy policy) {
    IncidentStep step = IncidentStep.of(finding, tactic);
    long anchor = ActivityBundle.slotOf(step.start());
    long coverage = finding.evidence().counts().getOrDefault(COVERAGE, 0L);
    Policy.Table table = policy.tableOf(finding.resource());
    RankedNames actors = RankedNames.of(step.actor(), finding.level());
    RankedNames resources = RankedNames.of(step.resource(), finding.level());
    RankedNames accounts = RankedNames.of(finding.account(), finding.level());
    return new IncidentState(
        VERSION,
        StableId.of("incident", Links.subject(finding), Long.toString(anchor)),
        anchor,
        step.start(),
        step.end(),
        finding.level(),
        tactic == null ? List.of() : List.of(tactic),
        sensitivity(finding, table),
        (int) Math.max(0, Math.min(100, coverage)),
        new long[] {hash(finding)},
        Links.of(finding),
        actors.names(),
        resources.names(),
        accounts.names(),
        List.of(step),
        0,
        Incident.State.OPEN,
        0,
        actors.levels(),
        resources.levels(),
        accounts.levels(),
        IncidentScope.of(
            List.of(step), accounts.names(), table == null ? List.of() : table.labels()));
  }

  /** The table's sensitivity by policy or by learned content, whichever is higher. */
  private static @Nullable Sensitivity sensitivity(Finding finding, Policy.@Nullable Table table) {
    String learned = finding.evidence().facts().getOrDefault(SENSITIVITY, "");
    Sensitivity said = table == null ? null : table.sensitivity();
    for (Sensitivity sensitivity : Sensitivity.values()) {
      if (sensitivity.name().equalsIgnoreCase(learned)) {
        return Sensitivity.higher(said, sensitivity);
      }
    }
    return said;
  }

  static long hash(Finding finding) {
    return IdHash.of(finding.uid());
  }

  /** The longest pace of its steps, milliseconds. */
  long pace() {
    long longest = 0;
    for (IncidentStep step : steps) {
      longest = Math.max(longest, Pace.of(step.analytic()));
    }
    return longest;
  }

  /**
   * @param finding its {@link #hash}
   */
  boolean holds(long finding) {
    return Arrays.binarySearch(findings, finding) >= 0;
  }

  /** True if it can hold no further finding. */
  boolean isFull() {
    return findings.length >= MAX_FINDINGS;
  }

  /** True if an identity or a table that is read links the two. */
  boolean isLinkedTo(IncidentState other) {
    return links.meets(other.links);
  }

  /** True if the gap between the two is at most {@code pause} milliseconds. */
  boolean isWithin(long pause, IncidentState other) {
    return other.start - pause <= end && start - pause <= other.end;
  }

  /** The highest level of its findings; one step higher if they show a chain of tactics. */
  Level level() {
    int steps = tactics.size() >= TACTICS_OF_A_CHAIN ? 1 : 0;
    return LEVELS.get(Math.min(LEVELS.size() - 1, LEVELS.indexOf(worst) + steps));
  }

  /** This incident with the other's findings added; its id and report state are kept. */
  IncidentState and(IncidentState other) {
    RankedNames allActors = actorNames().and(other.actorNames());
    RankedNames allResources = resourceNames().and(other.resourceNames());
    RankedNames allAccounts = accountNames().and(other.accountNames());
    return new IncidentState(
        VERSION,
        id,
        anchor,
        Math.min(start, other.start),
        Math.max(end, other.end),
        worst.atLeast(other.worst) ? worst : other.worst,
        Stream.concat(tactics.stream(), other.tactics.stream()).distinct().sorted().toList(),
        Sensitivity.higher(sensitivity, other.sensitivity),
        Math.max(coveragePercent, other.coveragePercent),
        Links.add(findings, other.findings, MAX_FINDINGS),
        links.and(other.links),
        allActors.names(),
        allResources.names(),
        allAccounts.names(),
        steps(other),
        repetitions + other.repetitions,
        state,
        revision,
        allActors.levels(),
        allResources.levels(),
        allAccounts.levels(),
        scope.and(other.scope));
  }

  private RankedNames actorNames() {
    return new RankedNames(actors, actorLevels);
  }

  private RankedNames resourceNames() {
    return new RankedNames(resources, resourceLevels);
  }

  private RankedNames accountNames() {
    return new RankedNames(accounts, accountLevels);
  }

  private List<IncidentStep> steps(IncidentState other) {
    Map<String, IncidentStep> byFinding = new LinkedHashMap<>();
    List<IncidentStep> all = new ArrayList<>(steps);
    all.addAll(other.steps);
    all.forEach(step -> byFinding.merge(step.finding(), step, IncidentStep::or));
    return byFinding.values().stream().sorted(IncidentStep.BY_WEIGHT).limit(MAX_STEPS).toList();
  }

  /** This incident, linked to further identities. */
  IncidentState linkedTo(long[] identities) {
    return with(links.with(identities), repetitions, state, revision);
  }

  /** This incident after a reported change. */
  IncidentState reported(Incident.State next) {
    return with(links, repetitions, next, revision + 1);
  }

  /** This incident after a repetition, which is counted but not reported. */
  IncidentState repeated() {
    return with(links, repetitions + 1, state, revision);
  }

  private IncidentState with(Links tied, long repeated, Incident.State next, long nextRevision) {
    return new IncidentState(
        schemaVersion,
        id,
        anchor,
        start,
        end,
        worst,
        tactics,
        sensitivity,
        coveragePercent,
        findings,
        tied,
        actors,
        resources,
        accounts,
        steps,
        repeated,
        next,
        nextRevision,
        actorLevels,
        resourceLevels,
        accountLevels,
        scope);
  }

  /** The revision that reports this incident. */
  Incident incident(Incident.Change change, long time, String mergedInto) {
    List<IncidentStep> timeline = steps.stream().sorted(IncidentStep.BY_TIME).toList();
    return new Incident(
        id,
        revision,
        change,
        state,
        time,
        level(),
        Risk.of(level(), sensitivity, coveragePercent, tactics.size(), time - end),
        start,
        end,
        Summary.of(this),
        actors,
        resources,
        accounts,
        tactics,
        sensitivity,
        coveragePercent,
        findings.length,
        repetitions,
        timeline,
        mergedInto,
        scope);
  }
}
