package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.baseline.Hashes;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.policy.Inventory;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.RuleSet;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a topology is built. They are sent to the task managers as text, so that
 * the core's types need no serialisation and an operator uses exactly what the user wrote.
 *
 * @param policy the exposure policy's file name and YAML, or null for the documented defaults
 * @param rules the user's own rule files, besides the shipped catalogue
 * @param inventory JSON of {@code aws dynamodb describe-table}, for the size of tables
 * @param reporting whether every phase of a finding is emitted, or each finding once, when complete
 * @param observed times at which there were logs, ascending, epoch milliseconds; empty for a live
 *     job, which has watched since it was first started
 * @param sizes table sizes that a running job observed; those of the policy and the inventory take
 *     precedence
 */
public record MonitorSettings(
    @Nullable TextFile policy,
    List<TextFile> rules,
    List<TextFile> inventory,
    Episodes.Reporting reporting,
    List<Long> observed,
    List<TableSize> sizes)
    implements Serializable {
  private static final SharedPolicies<Sources> POLICIES = new SharedPolicies<>();
  private static final String DEFAULTS = "defaults";
  private static final int VERSION_LENGTH = 12;

  /** Copies the lists, so that the settings are immutable. */
  public MonitorSettings {
    rules = List.copyOf(rules);
    inventory = List.copyOf(inventory);
    observed = List.copyOf(observed);
    sizes = List.copyOf(sizes);
  }

  /** Settings without observations. */
  public MonitorSettings(
      @Nullable TextFile policy,
      List<TextFile> rules,
      List<TextFile> inventory,
      Episodes.Reporting reporting,
      List<Long> observed) {
    this(policy, rules, inventory, reporting, observed, List.of());
  }

  /** The documented defaults: no policy, the shipped rules. */
  public static MonitorSettings defaults(Episodes.Reporting reporting) {
    return new MonitorSettings(null, List.of(), List.of(), reporting, List.of());
  }

  /** These settings with the times at which there were logs, ascending, epoch milliseconds. */
  public MonitorSettings observedAt(List<Long> sightings) {
    return new MonitorSettings(policy, rules, inventory, reporting, sightings, sizes);
  }

  /** These settings with another policy and other rules. */
  MonitorSettings with(PolicyTexts texts) {
    PolicyTexts read = texts.inflate();
    return new MonitorSettings(
        read.policy(), read.rules(), inventory, reporting, observed, read.sizes());
  }

  /** These settings with observed table sizes. */
  MonitorSettings sized(List<TableSize> known) {
    return new MonitorSettings(policy, rules, inventory, reporting, observed, known);
  }

  /**
   * The part that may change while a job runs.
   *
   * @param readAt when it was read, epoch milliseconds
   */
  public PolicyTexts texts(long readAt) {
    return new PolicyTexts(version(), readAt, policy, rules);
  }

  /** A short hash of the policy and the user's own rules; {@value #DEFAULTS} without either. */
  public String version() {
    return version(policy, rules);
  }

  public static String version(@Nullable TextFile policy, List<TextFile> rules) {
    if (policy == null && rules.isEmpty()) {
      return DEFAULTS;
    }
    MessageDigest digest = Hashes.sha256();
    add(digest, policy == null ? "" : policy.text());
    rules.forEach(rule -> add(digest, rule.text()));
    return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
  }

  /** Adds the length first, so that no two lists of texts give the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  /**
   * The policy in force, completed by the inventory's tables and the observed sizes. Equal settings
   * in one process share it.
   */
  public Policy loadPolicy() throws PolicyException {
    Sources read = new Sources(policy, inventory, List.of());
    if (sizes.isEmpty()) {
      return POLICIES.get(read, this::readPolicy);
    }
    return POLICIES.get(
        new Sources(policy, inventory, sizes),
        () ->
            POLICIES
                .get(read, this::readPolicy)
                .withMeasured(sizes.stream().map(MonitorSettings::table).toList()));
  }

  private Policy readPolicy() throws PolicyException {
    Policy loaded =
        policy == null ? Policy.defaults() : PolicyLoader.load(policy.name(), policy.text());
    for (TextFile file : inventory) {
      loaded = Inventory.addTo(loaded, Inventory.load(file.name(), file.text()));
    }
    return loaded;
  }

  /** What a policy is made of. */
  private record Sources(
      @Nullable TextFile policy, List<TextFile> inventory, List<TableSize> sizes) {}

  private static Policy.Table table(TableSize size) {
    return new Policy.Table(size.table(), List.of(), size.sizeBytes(), size.itemCount(), null);
  }

  /** The shipped rules and the user's own, compiled against a policy. */
  public RuleSet loadRules(Policy loaded) throws RuleException {
    List<SigmaRule> all = new ArrayList<>(Catalogue.load());
    for (TextFile file : rules) {
      all.addAll(SigmaLoader.load(file.name(), file.text()));
    }
    return RuleSet.compile(all, loaded);
  }
}
