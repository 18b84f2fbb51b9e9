package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Policy.Consumer;
import io.exposuremonitor.detectors.policy.Policy.DecoyKey;
import io.exposuremonitor.detectors.policy.Policy.Decoys;
import io.exposuremonitor.detectors.policy.Policy.Findings;
import io.exposuremonitor.detectors.policy.Policy.Monitor;
import io.exposuremonitor.detectors.policy.Policy.Own;
import io.exposuremonitor.detectors.policy.Policy.Stage;
import io.exposuremonitor.detectors.policy.Policy.StageOf;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.policy.Policy.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the policy from the entries of a file without errors; defaults apply to absent keys. */
final class PolicyBinder {
  private PolicyBinder() {}

  static Policy bind(Entries root) {
    Policy defaults = Policy.defaults();
    return defaults.toBuilder()
        .own(own(root.section("own")))
        .approved(approved(root.section("approved")))
        .consumers(root.sections("consumers").stream().map(PolicyBinder::consumer).toList())
        .partiqlUsers(root.texts("partiqlUsers"))
        .tables(root.sections("tables").stream().map(PolicyBinder::table).toList())
        .decoys(decoys(root.section("decoys")))
        .monitor(monitor(root.section("monitor")))
        .thresholds(thresholds(root.section("thresholds")))
        .suppressions(
            root.sections("suppressions").stream().map(PolicyBinder::suppression).toList())
        .findings(findings(root.section("findings"), defaults.findings()))
        .placeholders(placeholders(root.section("placeholders")))
        .build();
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
        approved.texts("functionDeployers"),
        approved.texts("pipes"),
        approved.texts("deliveryStreams"),
        approved.texts("integrationTargets"),
        approved.texts("fanOutConsumers"),
        approved.texts("kclApplications"),
        approved.texts("keyGrantees"),
        approved.texts("monitoredKeys"),
        approved.texts("trustedAccounts"),
        approved.texts("readerAccounts"));
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

  private static Monitor monitor(Entries monitor) {
    return new Monitor(monitor.texts("parts"), monitor.texts("maintainers"));
  }

  private static Thresholds thresholds(Entries entries) {
    Map<Class<?>, DetectorThresholds> values = new HashMap<>();
    for (ThresholdSection<?> section : ThresholdSchema.SECTIONS) {
      put(values, section, entries, Thresholds.DEFAULTS);
    }
    Thresholds base = new Thresholds(values, List.of());
    return new Thresholds(
        values,
        entries.sections("overrides").stream().map(entry -> override(entry, base)).toList());
  }

  /** The values of an override replace those of the file's general thresholds. */
  private static ThresholdOverride override(Entries entries, Thresholds base) {
    Map<Class<?>, DetectorThresholds> values = new HashMap<>();
    for (ThresholdSection<?> section : ThresholdSchema.SECTIONS) {
      if (!entries.section(section.name()).isEmpty()) {
        put(values, section, entries, base);
      }
    }
    return new ThresholdOverride(entries.get("actor", "*"), entries.get("table", "*"), values);
  }

  private static <T extends DetectorThresholds> void put(
      Map<Class<?>, DetectorThresholds> values,
      ThresholdSection<T> section,
      Entries entries,
      Thresholds base) {
    Class<T> type = section.type();
    values.put(type, section.reader().read(entries.section(section.name()), base.of(type)));
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
