package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The exposure policy: what is normal in this environment, as read from its YAML file. Immutable.
 *
 * <p>Patterns match whole ARNs and names; {@code *} matches any run of characters.
 *
 * @param own our accounts, organisations and Regions
 * @param approved destinations and recipients that data may go to
 * @param consumers known readers of streams
 * @param partiqlUsers patterns of actors that may use PartiQL, also from the console
 * @param tables facts about tables, first match wins
 * @param decoys tables and keys that have no legitimate use
 * @param monitor resources that this monitor depends on
 * @param thresholds detector thresholds, with overrides by actor and table
 * @param suppressions findings that an owner has accepted until a date
 * @param findings how signals become findings
 * @param placeholders further lists for rules, by placeholder name
 * @param measured table sizes observed by the running monitor, by ARN; empty in a policy read from
 *     a file
 */
public record Policy(
    Own own,
    Approved approved,
    List<Consumer> consumers,
    List<String> partiqlUsers,
    Tables tables,
    Decoys decoys,
    Monitor monitor,
    Thresholds thresholds,
    List<Suppression> suppressions,
    Findings findings,
    Map<String, List<String>> placeholders,
    Map<String, Table> measured) {

  /** The schema version that this program reads and writes. */
  public static final int VERSION = 1;

  /** Endings of the names of an application's tables, whose beginning is the lease table's name. */
  private static final List<String> LEASE_TABLES =
      List.of("", "-WorkerMetricStats", "-CoordinatorState");

  /**
   * @param accounts twelve-digit account ids
   * @param organizations ids such as {@code o-a1b2c3d4e5}
   * @param regions Regions in use; the Region of a call always counts as one, so while this is
   *     empty a replica or copy in any other Region counts as new
   */
  public record Own(List<String> accounts, List<String> organizations, List<String> regions) {}

  /**
   * A known reader of streams.
   *
   * @param actor pattern of the actor's ARN
   * @param stream pattern of the stream's ARN
   */
  public record Consumer(String actor, String stream) {}

  /** How sensitive a table's items are, ascending; adjusts the level of findings. */
  public enum Sensitivity {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    /** The higher of two, either of which may be null for unknown; null if both are. */
    public static @Nullable Sensitivity higher(
        @Nullable Sensitivity one, @Nullable Sensitivity other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.compareTo(other) >= 0 ? one : other;
    }
  }

  /**
   * Facts about tables.
   *
   * @param match pattern of the table's name or ARN
   * @param labels free-form labels, for routing and for people
   * @param sizeBytes size of the table, 0 if unknown
   * @param itemCount number of items, 0 if unknown
   * @param sensitivity its sensitivity; null if not stated
   */
  public record Table(
      String match,
      List<String> labels,
      long sizeBytes,
      long itemCount,
      @Nullable Sensitivity sensitivity) {
    /** This entry, with unknown numbers taken from the other. */
    Table completedBy(Table other) {
      return new Table(
          match,
          labels,
          sizeBytes == 0 ? other.sizeBytes : sizeBytes,
          itemCount == 0 ? other.itemCount : itemCount,
          sensitivity);
    }

    /** This entry for other tables. */
    Table matching(String pattern) {
      return new Table(pattern, labels, sizeBytes, itemCount, sensitivity);
    }
  }

  /**
   * @param tables patterns of names or ARNs of decoy tables
   * @param keys decoy items in real tables
   * @param exempt patterns of actors that may access them for maintenance
   */
  public record Decoys(List<String> tables, List<DecoyKey> keys, List<String> exempt) {}

  /**
   * The complete key of a decoy item.
   *
   * @param table pattern of the table's name or ARN
   * @param partition the partition key, as {@code name=value}
   * @param sort the sort key, as {@code name=value}, or empty where there is none
   */
  public record DecoyKey(String table, String partition, String sort) {}

  /**
   * The resources that an attacker would disable first to avoid detection.
   *
   * @param parts patterns of names, URLs or ARNs of the resources that deliver calls to the monitor
   *     or that it runs on; while empty, every resource whose name contains the project's name
   * @param maintainers patterns of actors that may change it
   */
  public record Monitor(List<String> parts, List<String> maintainers) {}

  /**
   * A finding that an owner has accepted.
   *
   * @param finding pattern of the analytic id, such as {@code bulk-read.*}
   * @param actor pattern of the actor's ARN
   * @param resource pattern of the resource's ARN
   * @param owner the person or team that accepted it
   * @param reason why it is acceptable
   * @param expires epoch milliseconds; from then on it suppresses nothing
   */
  public record Suppression(
      String finding, String actor, String resource, String owner, String reason, long expires) {}

  /**
   * @param quietTime time without a signal after which an episode is closed
   * @param lateness how late an event may arrive and still be processed in order
   * @param minimumLevel findings below this level, after weighing by table sensitivity, are counted
   *     but not reported
   * @param stages detections in dry run or disabled; the first match wins
   */
  public record Findings(
      Duration quietTime, Duration lateness, Level minimumLevel, List<StageOf> stages) {
    Findings withLateness(Duration changed) {
      return new Findings(quietTime, changed, minimumLevel, stages);
    }
  }

  /** How the findings of a detection are handled. */
  public enum Stage {
    /** They are reported and raise alerts. */
    ACTIVE,
    /** They are counted and written, marked as a dry run, and raise no alert. */
    DRY_RUN,
    /** Signals are counted and dropped; rules are not evaluated at all. */
    DISABLED
  }

  /**
   * The stage of some detections.
   *
   * @param finding pattern of a rule's name or of a finding's id, such as {@code bulk-read.*}
   */
  public record StageOf(String finding, Stage stage) {
    boolean matches(String name) {
      return Pattern.matches(finding, name);
    }
  }

  /** The documented defaults, which apply without a policy file. */
  public static Policy defaults() {
    return new Policy(
        new Own(List.of(), List.of(), List.of()),
        Approved.NOTHING,
        List.of(),
        List.of(),
        Tables.of(List.of()),
        new Decoys(List.of(), List.of(), List.of()),
        new Monitor(List.of(), List.of()),
        Thresholds.DEFAULTS,
        List.of(),
        new Findings(Duration.ofHours(6), Duration.ofMinutes(15), Level.INFORMATIONAL, List.of()),
        Map.of(),
        Map.of());
  }

  /**
   * The thresholds that apply to an actor on a table.
   *
   * @param actorId the actor's ARN; for detections that span all actors, the table's account
   * @param tableArn the table's ARN, or that of the resource in its place, such as a Kinesis stream
   */
  public <T extends DetectorThresholds> T thresholds(
      Class<T> type, String actorId, String tableArn) {
    return thresholds.of(type, actorId, tableArn);
  }

  /**
   * The stage of a detection: of the first entry that matches the rule's name, or else the
   * finding's id.
   *
   * @param id of its findings
   * @param rule the rule's name; the id for a detector
   */
  public Stage stage(String id, String rule) {
    return Stream.of(rule, id)
        .flatMap(name -> findings.stages().stream().filter(stage -> stage.matches(name)))
        .map(StageOf::stage)
        .findFirst()
        .orElse(Stage.ACTIVE);
  }

  /** A builder initialised with this policy. */
  public PolicyBuilder toBuilder() {
    return new PolicyBuilder(this);
  }

  /** This policy with another lateness bound. */
  public Policy withLateness(Duration lateness) {
    return lateness.equals(findings.lateness())
        ? this
        : toBuilder().findings(findings.withLateness(lateness)).build();
  }

  /** This policy with observed table sizes; each {@code match} is an ARN. */
  public Policy withMeasured(List<Table> seen) {
    return toBuilder()
        .measured(
            seen.stream().collect(Collectors.toMap(Table::match, table -> table, (a, b) -> b)))
        .build();
  }

  /**
   * The facts about the table that a resource is or whose stream it is, or null. A role or a bucket
   * may have the name of a table, and has no facts.
   */
  public @Nullable Table tableOf(String resource) {
    String table = TableArns.ofStream(resource);
    return TableArns.isOfTable(table) ? table(table) : null;
  }

  /** The facts about a table, or null. Values of the policy take precedence over observed ones. */
  public @Nullable Table table(String tableArn) {
    Table stated = tables.find(tableArn);
    Table seen = measured.get(tableArn);
    if (stated == null || seen == null) {
      return stated == null ? seen : stated;
    }
    return stated.completedBy(seen);
  }

  /** True for a Kinesis stream that, according to this policy, carries changes of tables. */
  public boolean carriesChanges(String streamArn) {
    return Pattern.matchesAny(approved.streams(), streamArn)
        || consumers.stream()
            .map(Consumer::stream)
            .anyMatch(named -> named.contains(":kinesis:") && Pattern.matches(named, streamArn));
  }

  /**
   * True for the lease table of an approved application of the Kinesis Client Library, and for the
   * two further tables that its versions 3.0 to 3.4 have.
   */
  public boolean holdsLeases(String tableArn) {
    return approved.kclApplications().stream()
        .anyMatch(
            named ->
                LEASE_TABLES.stream()
                    .anyMatch(suffix -> Pattern.matchesTable(named + suffix, tableArn)));
  }

  /** The observed size of a table, in bytes; 0 when unknown. */
  public long observedSize(String tableArn) {
    Table seen = measured.get(tableArn);
    return seen == null ? 0 : seen.sizeBytes();
  }
}
