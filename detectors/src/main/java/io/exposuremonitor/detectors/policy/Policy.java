package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is normal here: the exposure policy, as read from its YAML file. Immutable.
 *
 * <p>Patterns match ARNs and names whole; {@code *} stands for any run of characters.
 *
 * @param own the accounts, organisations and regions that are ours
 * @param approved destinations and recipients that data may go to
 * @param consumers readers of streams that are known
 * @param partiqlUsers patterns of actors that may use PartiQL, from the console too
 * @param tables what is known of tables, first match wins
 * @param decoys tables and keys that nobody has reason to touch
 * @param monitor what this monitor itself lives on
 * @param thresholds detector thresholds, with overrides by actor and table
 * @param suppressions findings that somebody has answered for until a date
 * @param findings how signals become findings
 * @param placeholders further lists for rules, by placeholder name
 * @param measured what a running monitor saw of tables, by ARN: sizes only, none in a file
 */
public record Policy(
    Own own,
    Approved approved,
    List<Consumer> consumers,
    List<String> partiqlUsers,
    List<Table> tables,
    Decoys decoys,
    Monitor monitor,
    Thresholds thresholds,
    List<Suppression> suppressions,
    Findings findings,
    Map<String, List<String>> placeholders,
    Map<String, Table> measured) {

  /** Schema version that this program writes and reads. */
  public static final int VERSION = 1;

  /**
   * @param accounts twelve-digit account ids
   * @param organizations ids such as {@code o-a1b2c3d4e5}
   * @param regions regions in use, besides that of the call at hand, which always counts as one;
   *     while empty, a replica or copy in any other region is in a new one
   */
  public record Own(List<String> accounts, List<String> organizations, List<String> regions) {}

  /**
   * @param exportBuckets bucket names or patterns that table exports may go to
   * @param exportAccounts accounts, besides our own, that may own such buckets
   * @param exportActors patterns of actors whose exports are routine (zero-ETL roles)
   * @param exportReaders patterns of actors that may read exported files
   * @param backupVaults patterns of vault ARNs that backups may be copied to
   * @param streams patterns of Kinesis stream ARNs that table changes may be sent to
   * @param functions patterns of Lambda function names or ARNs that may read streams
   * @param functionDeployers patterns of actors that may make these functions and change them
   * @param pipes patterns of EventBridge pipe names
   * @param deliveryStreams patterns of Firehose stream names
   * @param integrationTargets patterns of target ARNs or pipeline names for zero-ETL
   * @param fanOutConsumers patterns of enhanced fan-out consumer names
   * @param kclApplications names of KCL applications (their lease tables)
   * @param keyGrantees patterns of principals that may be granted keys
   * @param monitoredKeys patterns of ids or ARNs of the KMS keys of monitored tables; empty means
   *     every key
   * @param trustedAccounts accounts, besides our own, that roles may trust
   */
  public record Approved(
      List<String> exportBuckets,
      List<String> exportAccounts,
      List<String> exportActors,
      List<String> exportReaders,
      List<String> backupVaults,
      List<String> streams,
      List<String> functions,
      List<String> functionDeployers,
      List<String> pipes,
      List<String> deliveryStreams,
      List<String> integrationTargets,
      List<String> fanOutConsumers,
      List<String> kclApplications,
      List<String> keyGrantees,
      List<String> monitoredKeys,
      List<String> trustedAccounts) {}

  /**
   * A known reader of streams.
   *
   * @param actor pattern of the actor's ARN
   * @param stream pattern of the stream's ARN
   */
  public record Consumer(String actor, String stream) {}

  /** How sensitive a table's items are; it moves the level of what is found. */
  public enum Sensitivity {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED
  }

  /**
   * What is known of a table.
   *
   * @param match pattern of the table's name or ARN
   * @param labels free words, for routing and for people
   * @param sizeBytes size of the table, 0 when unknown
   * @param itemCount number of items, 0 when unknown
   * @param sensitivity how sensitive; null when nothing is said
   */
  public record Table(
      String match,
      List<String> labels,
      long sizeBytes,
      long itemCount,
      @Nullable Sensitivity sensitivity) {
    /** This, with the other's numbers where it has none. */
    Table completedBy(Table other) {
      return new Table(
          match,
          labels,
          sizeBytes == 0 ? other.sizeBytes : sizeBytes,
          itemCount == 0 ? other.itemCount : itemCount,
          sensitivity);
    }

    /** This, of other tables. */
    Table matching(String pattern) {
      return new Table(pattern, labels, sizeBytes, itemCount, sensitivity);
    }
  }

  /**
   * @param tables patterns of names or ARNs of decoy tables
   * @param keys decoy items in tables that are none
   * @param exempt patterns of actors that may touch them (whoever maintains them)
   */
  public record Decoys(List<String> tables, List<DecoyKey> keys, List<String> exempt) {}

  /**
   * The whole key of a decoy item.
   *
   * @param table pattern of the table's name or ARN
   * @param partition the partition key, as {@code name=value}
   * @param sort the sort key, as {@code name=value}, or empty where there is none
   */
  public record DecoyKey(String table, String partition, String sort) {}

  /**
   * What whoever wants to be unseen would take away first.
   *
   * @param parts patterns of names, URLs or ARNs of what brings calls to the monitor and what it
   *     runs on; while empty, whatever has the project's name in its own
   * @param maintainers patterns of actors that may change it
   */
  public record Monitor(List<String> parts, List<String> maintainers) {}

  /**
   * A finding that somebody has answered for.
   *
   * @param finding pattern of the analytic id, such as {@code bulk-read.*}
   * @param actor pattern of the actor's ARN
   * @param resource pattern of the resource's ARN
   * @param owner who answers for it
   * @param reason why it is all right
   * @param expires epoch milliseconds; from then on it suppresses nothing
   */
  public record Suppression(
      String finding, String actor, String resource, String owner, String reason, long expires) {}

  /**
   * @param quietTime an episode is over when nothing was signalled for so long
   * @param lateness how late an event may come and still be put in its place
   * @param minimumLevel findings below it, once they are weighed by what their table holds, are
   *     counted and not reported
   * @param stages what is only tried out, or not wanted; the first match counts
   */
  public record Findings(
      Duration quietTime, Duration lateness, Level minimumLevel, List<StageOf> stages) {
    Findings withLateness(Duration changed) {
      return new Findings(quietTime, changed, minimumLevel, stages);
    }
  }

  /** What becomes of what a detection finds. */
  public enum Stage {
    /** It is told to people. */
    ACTIVE,
    /** It is counted and written, marked as such, and nobody is called for it. */
    DRY_RUN,
    /** It is counted, and nothing comes of it; a rule is not even evaluated. */
    DISABLED
  }

  /**
   * The stage of some detections.
   *
   * @param finding pattern of the analytic id, such as {@code bulk-read.*}
   */
  public record StageOf(String finding, Stage stage) {}

  /** The policy of somebody who has said nothing yet: the documented defaults. */
  public static Policy defaults() {
    return new Policy(
        new Own(List.of(), List.of(), List.of()),
        new Approved(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        new Decoys(List.of(), List.of(), List.of()),
        new Monitor(List.of(), List.of()),
        Thresholds.DEFAULTS,
        List.of(),
        new Findings(Duration.ofHours(6), Duration.ofMinutes(15), Level.INFORMATIONAL, List.of()),
        Map.of(),
        Map.of());
  }

  /**
   * The thresholds that hold for an actor on a table.
   *
   * @param actorId the actor's ARN; for what concerns a table whoever acts, its account
   * @param tableArn the table's ARN, or that of what stands in its place, such as a Kinesis stream
   */
  public <T extends DetectorThresholds> T thresholds(
      Class<T> type, String actorId, String tableArn) {
    return thresholds.of(type, actorId, tableArn);
  }

  /** The stage of a detection, by its analytic id or a rule's name. */
  public Stage stage(String id) {
    for (StageOf stage : findings.stages()) {
      if (Pattern.matches(stage.finding(), id)) {
        return stage.stage();
      }
    }
    return Stage.ACTIVE;
  }

  /** A builder of policies that differ from this in some of its parts. */
  public PolicyBuilder toBuilder() {
    return new PolicyBuilder(this);
  }

  /** This policy with another lateness bound. */
  public Policy withLateness(Duration lateness) {
    return lateness.equals(findings.lateness())
        ? this
        : toBuilder().findings(findings.withLateness(lateness)).build();
  }

  /** This policy beside what was seen of tables, which each {@code match} names by ARN. */
  public Policy measuring(List<Table> seen) {
    return toBuilder()
        .measured(
            seen.stream().collect(Collectors.toMap(Table::match, table -> table, (a, b) -> b)))
        .build();
  }

  /** What is known of a table, or null. What the policy says goes before what was measured. */
  public @Nullable Table table(String tableArn) {
    Table said = said(tableArn);
    Table seen = measured.get(tableArn);
    if (said == null || seen == null) {
      return said == null ? seen : said;
    }
    return said.completedBy(seen);
  }

  private @Nullable Table said(String tableArn) {
    for (Table table : tables) {
      if (Pattern.matchesTable(table.match(), tableArn)) {
        return table;
      }
    }
    return null;
  }
}
