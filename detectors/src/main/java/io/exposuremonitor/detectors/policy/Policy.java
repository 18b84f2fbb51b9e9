package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Thresholds thresholds,
    List<Suppression> suppressions,
    Findings findings,
    Map<String, List<String>> placeholders,
    Map<String, Table> measured) {

  /** Schema version that this program writes and reads. */
  public static final int VERSION = 1;

  /** A policy as it is written, with nothing measured. */
  public Policy(
      Own own,
      Approved approved,
      List<Consumer> consumers,
      List<String> partiqlUsers,
      List<Table> tables,
      Decoys decoys,
      Thresholds thresholds,
      List<Suppression> suppressions,
      Findings findings,
      Map<String, List<String>> placeholders) {
    this(
        own,
        approved,
        consumers,
        partiqlUsers,
        tables,
        decoys,
        thresholds,
        suppressions,
        findings,
        placeholders,
        Map.of());
  }

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
   * @param pipes patterns of EventBridge pipe names
   * @param deliveryStreams patterns of Firehose stream names
   * @param integrationTargets patterns of target ARNs or pipeline names for zero-ETL
   * @param fanOutConsumers patterns of enhanced fan-out consumer names
   * @param kclApplications names of KCL applications (their lease tables)
   * @param keyGrantees patterns of principals that may be granted keys
   * @param monitoredKeys patterns of ids or ARNs of the KMS keys of monitored tables; empty means
   *     every key
   */
  public record Approved(
      List<String> exportBuckets,
      List<String> exportAccounts,
      List<String> exportActors,
      List<String> exportReaders,
      List<String> backupVaults,
      List<String> streams,
      List<String> functions,
      List<String> pipes,
      List<String> deliveryStreams,
      List<String> integrationTargets,
      List<String> fanOutConsumers,
      List<String> kclApplications,
      List<String> keyGrantees,
      List<String> monitoredKeys) {}

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
   * @param bulkRead the defaults for bulk reads
   * @param partiql the defaults for PartiQL
   * @param sensitiveData the defaults for new classes of data
   * @param destruction the defaults for deletions
   * @param tableCopies the defaults for exports and backups
   * @param consumers the defaults for readers of change streams
   * @param conduct the defaults for looking around, refusals and origins
   * @param overrides other values for some actors and tables, first match wins
   * @param blindspot the defaults for silence
   */
  public record Thresholds(
      BulkReadThresholds bulkRead,
      PartiqlThresholds partiql,
      SensitiveDataThresholds sensitiveData,
      DestructionThresholds destruction,
      TableCopyThresholds tableCopies,
      ConsumerThresholds consumers,
      ConductThresholds conduct,
      List<ThresholdOverride> overrides,
      BlindspotThresholds blindspot) {
    /** With the defaults for silence. */
    public Thresholds(
        BulkReadThresholds bulkRead,
        PartiqlThresholds partiql,
        SensitiveDataThresholds sensitiveData,
        DestructionThresholds destruction,
        TableCopyThresholds tableCopies,
        ConsumerThresholds consumers,
        ConductThresholds conduct,
        List<ThresholdOverride> overrides) {
      this(
          bulkRead,
          partiql,
          sensitiveData,
          destruction,
          tableCopies,
          consumers,
          conduct,
          overrides,
          BlindspotThresholds.DEFAULTS);
    }
  }

  /**
   * @param actor pattern of the actor's ARN, {@code *} for any
   * @param table pattern of the table's name or ARN, {@code *} for any
   * @param bulkRead complete thresholds that apply instead, or null
   * @param partiql complete thresholds that apply instead, or null
   * @param sensitiveData complete thresholds that apply instead, or null
   * @param destruction complete thresholds that apply instead, or null
   * @param tableCopies complete thresholds that apply instead, or null
   * @param consumers complete thresholds that apply instead, or null
   * @param conduct complete thresholds that apply instead, or null
   * @param blindspot complete thresholds that apply instead, or null
   */
  public record ThresholdOverride(
      String actor,
      String table,
      @Nullable BulkReadThresholds bulkRead,
      @Nullable PartiqlThresholds partiql,
      @Nullable SensitiveDataThresholds sensitiveData,
      @Nullable DestructionThresholds destruction,
      @Nullable TableCopyThresholds tableCopies,
      @Nullable ConsumerThresholds consumers,
      @Nullable ConductThresholds conduct,
      @Nullable BlindspotThresholds blindspot) {

    boolean holdsFor(String actorId, String tableArn) {
      return Pattern.matches(actor, actorId) && Pattern.matchesTable(table, tableArn);
    }
  }

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
   * @param minimumLevel findings below it are counted and not reported
   * @param stages what is only tried out, or not wanted; the first match counts
   */
  public record Findings(
      Duration quietTime, Duration lateness, Level minimumLevel, List<StageOf> stages) {}

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
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        new Decoys(List.of(), List.of(), List.of()),
        new Thresholds(
            BulkReadThresholds.DEFAULTS,
            PartiqlThresholds.DEFAULTS,
            SensitiveDataThresholds.DEFAULTS,
            DestructionThresholds.DEFAULTS,
            TableCopyThresholds.DEFAULTS,
            ConsumerThresholds.DEFAULTS,
            ConductThresholds.DEFAULTS,
            List.of()),
        List.of(),
        new Findings(Duration.ofHours(6), Duration.ofMinutes(15), Level.INFORMATIONAL, List.of()),
        Map.of());
  }

  /** The bulk-read thresholds that hold for an actor on a table. */
  public BulkReadThresholds bulkRead(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.bulkRead() != null && override.holdsFor(actorId, tableArn)) {
        return override.bulkRead();
      }
    }
    return thresholds.bulkRead();
  }

  /** The PartiQL thresholds that hold for an actor on a table. */
  public PartiqlThresholds partiql(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.partiql() != null && override.holdsFor(actorId, tableArn)) {
        return override.partiql();
      }
    }
    return thresholds.partiql();
  }

  /** The thresholds for new classes of data that hold for a table, and its account as the actor. */
  public SensitiveDataThresholds sensitiveData(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.sensitiveData() != null && override.holdsFor(actorId, tableArn)) {
        return override.sensitiveData();
      }
    }
    return thresholds.sensitiveData();
  }

  /** The thresholds for deletions that hold for an actor on a table. */
  public DestructionThresholds destruction(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.destruction() != null && override.holdsFor(actorId, tableArn)) {
        return override.destruction();
      }
    }
    return thresholds.destruction();
  }

  /** The thresholds for exports and backups that hold for an actor on a table. */
  public TableCopyThresholds tableCopies(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.tableCopies() != null && override.holdsFor(actorId, tableArn)) {
        return override.tableCopies();
      }
    }
    return thresholds.tableCopies();
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

  /** This policy with another lateness bound. */
  public Policy withLateness(Duration lateness) {
    return lateness.equals(findings.lateness())
        ? this
        : new Policy(
            own,
            approved,
            consumers,
            partiqlUsers,
            tables,
            decoys,
            thresholds,
            suppressions,
            new Findings(
                findings.quietTime(), lateness, findings.minimumLevel(), findings.stages()),
            placeholders,
            measured);
  }

  /** This policy beside what was seen of tables, which each {@code match} names by ARN. */
  public Policy measuring(List<Table> seen) {
    Map<String, Table> byArn = new HashMap<>();
    seen.forEach(table -> byArn.put(table.match(), table));
    return new Policy(
        own,
        approved,
        consumers,
        partiqlUsers,
        tables,
        decoys,
        thresholds,
        suppressions,
        findings,
        placeholders,
        byArn);
  }

  /**
   * The thresholds for an actor that reads a stream.
   *
   * @param source ARN of the table whose stream it is, or of the Kinesis stream
   */
  public ConsumerThresholds consumers(String actorId, String source) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.consumers() != null && override.holdsFor(actorId, source)) {
        return override.consumers();
      }
    }
    return thresholds.consumers();
  }

  /** The thresholds for looking around, refusals and origins that hold for an actor on a table. */
  public ConductThresholds conduct(String actorId, String tableArn) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.conduct() != null && override.holdsFor(actorId, tableArn)) {
        return override.conduct();
      }
    }
    return thresholds.conduct();
  }

  /**
   * The thresholds for silence.
   *
   * @param account of the table; empty for an input
   * @param silent ARN of the table, or name of the input
   */
  public BlindspotThresholds blindspot(String account, String silent) {
    for (ThresholdOverride override : thresholds.overrides()) {
      if (override.blindspot() != null && override.holdsFor(account, silent)) {
        return override.blindspot();
      }
    }
    return thresholds.blindspot();
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
