package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Policy.Approved;
import io.exposuremonitor.detectors.policy.Policy.Consumer;
import io.exposuremonitor.detectors.policy.Policy.DecoyKey;
import io.exposuremonitor.detectors.policy.Policy.Decoys;
import io.exposuremonitor.detectors.policy.Policy.Findings;
import io.exposuremonitor.detectors.policy.Policy.Own;
import io.exposuremonitor.detectors.policy.Policy.Stage;
import io.exposuremonitor.detectors.policy.Policy.StageOf;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.policy.Policy.Table;
import io.exposuremonitor.detectors.policy.Policy.ThresholdOverride;
import io.exposuremonitor.detectors.policy.Policy.Thresholds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a policy of a file without errors: what the file gives, over the defaults. */
final class PolicyBinder {
  private static final List<String> CONDUCT = List.of("recon", "access", "network");

  private PolicyBinder() {}

  static Policy bind(Entries root) {
    Policy defaults = Policy.defaults();
    return new Policy(
        own(root.section("own")),
        approved(root.section("approved")),
        root.sections("consumers").stream().map(PolicyBinder::consumer).toList(),
        root.texts("partiqlUsers"),
        root.sections("tables").stream().map(PolicyBinder::table).toList(),
        decoys(root.section("decoys")),
        thresholds(root.section("thresholds"), defaults.thresholds()),
        root.sections("suppressions").stream().map(PolicyBinder::suppression).toList(),
        findings(root.section("findings"), defaults.findings()),
        placeholders(root.section("placeholders")));
  }

  private static Own own(Entries own) {
    return new Own(own.texts("accounts"), own.texts("organizations"), own.texts("regions"));
  }

  private static Approved approved(Entries approved) {
    return new Approved(
        approved.texts("exportBuckets"),
        approved.texts("exportAccounts"),
        approved.texts("exportActors"),
        approved.texts("exportReaders"),
        approved.texts("backupVaults"),
        approved.texts("streams"),
        approved.texts("functions"),
        approved.texts("pipes"),
        approved.texts("deliveryStreams"),
        approved.texts("integrationTargets"),
        approved.texts("fanOutConsumers"),
        approved.texts("kclApplications"),
        approved.texts("keyGrantees"),
        approved.texts("monitoredKeys"));
  }

  private static Consumer consumer(Entries consumer) {
    return new Consumer(consumer.get("actor", ""), consumer.get("stream", ""));
  }

  private static Table table(Entries table) {
    return new Table(
        table.get("match", ""),
        table.texts("labels"),
        table.get("size", 0L),
        table.get("items", 0L),
        table.find("sensitivity", Policy.Sensitivity.class));
  }

  private static Decoys decoys(Entries decoys) {
    List<DecoyKey> keys = decoys.sections("keys").stream().map(PolicyBinder::decoyKey).toList();
    return new Decoys(decoys.texts("tables"), keys, decoys.texts("exempt"));
  }

  private static DecoyKey decoyKey(Entries key) {
    return new DecoyKey(key.get("table", ""), key.get("partition", ""), key.get("sort", ""));
  }

  private static Thresholds thresholds(Entries entries, Thresholds defaults) {
    BulkReadThresholds bulkRead = bulkRead(entries.section("bulkRead"), defaults.bulkRead());
    PartiqlThresholds partiql = partiql(entries.section("partiql"), defaults.partiql());
    SensitiveDataThresholds sensitiveData =
        sensitiveData(entries.section("sensitiveData"), defaults.sensitiveData());
    DestructionThresholds destruction =
        destruction(entries.section("destruction"), defaults.destruction());
    TableCopyThresholds tableCopies =
        tableCopies(entries.section("tableCopies"), defaults.tableCopies());
    ConsumerThresholds consumers = consumers(entries.section("consumers"), defaults.consumers());
    ConductThresholds conduct = conduct(entries, defaults.conduct());
    BlindspotThresholds blindspot = blindspot(entries.section("blindspot"), defaults.blindspot());
    Thresholds base =
        new Thresholds(
            bulkRead,
            partiql,
            sensitiveData,
            destruction,
            tableCopies,
            consumers,
            conduct,
            List.of(),
            blindspot);
    List<ThresholdOverride> overrides =
        entries.sections("overrides").stream().map(override -> override(override, base)).toList();
    return new Thresholds(
        bulkRead,
        partiql,
        sensitiveData,
        destruction,
        tableCopies,
        consumers,
        conduct,
        overrides,
        blindspot);
  }

  /** An override is laid over what holds for everybody else in the same file. */
  private static ThresholdOverride override(Entries entries, Thresholds base) {
    Entries bulkReadPart = entries.section("bulkRead");
    Entries partiqlPart = entries.section("partiql");
    Entries sensitiveDataPart = entries.section("sensitiveData");
    Entries destructionPart = entries.section("destruction");
    Entries tableCopiesPart = entries.section("tableCopies");
    Entries consumersPart = entries.section("consumers");
    Entries blindspotPart = entries.section("blindspot");
    return new ThresholdOverride(
        entries.get("actor", "*"),
        entries.get("table", "*"),
        bulkReadPart.isEmpty() ? null : bulkRead(bulkReadPart, base.bulkRead()),
        partiqlPart.isEmpty() ? null : partiql(partiqlPart, base.partiql()),
        sensitiveDataPart.isEmpty() ? null : sensitiveData(sensitiveDataPart, base.sensitiveData()),
        destructionPart.isEmpty() ? null : destruction(destructionPart, base.destruction()),
        tableCopiesPart.isEmpty() ? null : tableCopies(tableCopiesPart, base.tableCopies()),
        consumersPart.isEmpty() ? null : consumers(consumersPart, base.consumers()),
        CONDUCT.stream().allMatch(part -> entries.section(part).isEmpty())
            ? null
            : conduct(entries, base.conduct()),
        blindspotPart.isEmpty() ? null : blindspot(blindspotPart, base.blindspot()));
  }

  /**
   * @param entries what holds the three sections
   */
  private static ConductThresholds conduct(Entries entries, ConductThresholds base) {
    return new ConductThresholds(
        recon(entries.section("recon"), base.recon()),
        access(entries.section("access"), base.access()),
        network(entries.section("network"), base.network()));
  }

  private static ConductThresholds.Recon recon(Entries entries, ConductThresholds.Recon base) {
    return new ConductThresholds.Recon(
        entries.integer("looks", base.looks()),
        entries.integer("consoleLooks", base.consoleLooks()),
        entries.get("learning", base.learning()),
        entries.get("memory", base.memory()));
  }

  private static ConductThresholds.Access access(Entries entries, ConductThresholds.Access base) {
    return new ConductThresholds.Access(
        entries.integer("refusals", base.refusals()),
        entries.integer("refusalsAlone", base.refusalsAlone()),
        entries.get("readBackItems", base.readBackItems()),
        entries.get("historyFactor", base.historyFactor()),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays()),
        entries.get("learning", base.learning()),
        entries.get("memory", base.memory()));
  }

  private static ConductThresholds.Network network(
      Entries entries, ConductThresholds.Network base) {
    return new ConductThresholds.Network(
        entries.get("history", base.history()),
        entries.get("memory", base.memory()),
        entries.integer("variety", base.variety()),
        entries.get("endpoint", base.endpoint()));
  }

  private static BulkReadThresholds bulkRead(Entries entries, BulkReadThresholds base) {
    return new BulkReadThresholds(
        floors(entries.section("scanPages"), base.scanPages()),
        floors(entries.section("queryPages"), base.queryPages()),
        floors(entries.section("distinctKeys"), base.distinctKeys()),
        entries.get("slowPages", base.slowPages()),
        entries.get("slowKeys", base.slowKeys()),
        entries.integer("coveragePercent", base.coveragePercent()),
        entries.get("minimumPages", base.minimumPages()),
        entries.integer("tables", base.tables()),
        entries.integer("distributedActors", base.distributedActors()),
        entries.get("historyFactor", base.historyFactor()),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays()));
  }

  private static Floors floors(Entries entries, Floors base) {
    return new Floors(
        entries.get("fiveMinutes", base.fiveMinutes()),
        entries.get("hour", base.hour()),
        entries.get("day", base.day()));
  }

  private static PartiqlThresholds partiql(Entries entries, PartiqlThresholds base) {
    return new PartiqlThresholds(
        entries.get("learning", base.learning()),
        entries.get("memory", base.memory()),
        entries.get("massWrites", base.massWrites()));
  }

  private static SensitiveDataThresholds sensitiveData(
      Entries entries, SensitiveDataThresholds base) {
    return new SensitiveDataThresholds(
        entries.get("learning", base.learning()),
        entries.get("minimumItems", base.minimumItems()),
        entries.integer("sharePercent", base.sharePercent()),
        entries.integer("samplePercent", base.samplePercent()));
  }

  private static DestructionThresholds destruction(Entries entries, DestructionThresholds base) {
    return new DestructionThresholds(
        floors(entries.section("deletes"), base.deletes()),
        entries.get("historyFactor", base.historyFactor()),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays()));
  }

  private static TableCopyThresholds tableCopies(Entries entries, TableCopyThresholds base) {
    return new TableCopyThresholds(
        entries.get("learning", base.learning()),
        entries.get("memory", base.memory()),
        entries.get("preparation", base.preparation()));
  }

  private static ConsumerThresholds consumers(Entries entries, ConsumerThresholds base) {
    return new ConsumerThresholds(
        entries.get("learning", base.learning()),
        entries.get("memory", base.memory()),
        entries.integer("readersPerShard", base.readersPerShard()),
        entries.integer("readersPerReplicatedShard", base.readersPerReplicatedShard()));
  }

  private static BlindspotThresholds blindspot(Entries entries, BlindspotThresholds base) {
    return new BlindspotThresholds(
        entries.get("silence", base.silence()),
        entries.get("missedRecords", base.missedRecords()),
        entries.get("firstWord", base.firstWord()),
        entries.integer("darkHours", base.darkHours()),
        entries.get("missedEvents", base.missedEvents()),
        entries.integer("neverHeardHours", base.neverHeardHours()));
  }

  private static Suppression suppression(Entries suppression) {
    return new Suppression(
        suppression.get("finding", ""),
        suppression.get("actor", "*"),
        suppression.get("resource", "*"),
        suppression.get("owner", ""),
        suppression.get("reason", ""),
        suppression.get("expires", 0L));
  }

  private static Findings findings(Entries entries, Findings base) {
    return new Findings(
        entries.get("quietTime", base.quietTime()),
        entries.get("lateness", base.lateness()),
        entries.get("minimumLevel", base.minimumLevel()),
        entries.sections("stages").stream().map(PolicyBinder::stage).toList());
  }

  private static StageOf stage(Entries stage) {
    return new StageOf(stage.get("finding", ""), stage.get("stage", Stage.ACTIVE));
  }

  private static Map<String, List<String>> placeholders(Entries entries) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String name : entries.names()) {
      lists.put(name, entries.texts(name));
    }
    return Map.copyOf(lists);
  }
}
