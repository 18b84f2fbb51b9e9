package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.text.EnumNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds what worsened between two snapshots of a table. A property unknown in either snapshot is
 * not compared until it is known again.
 */
final class Comparison {
  static final String RECOVERY_REMOVED = "destruction.recovery-removed";
  static final String ENCRYPTION_WEAKENED = "encryption.weakened";
  static final String POLICY_FOREIGN = "access.resource-policy-foreign";
  static final String NEW_REGION = "replication.new-region";
  static final String STREAM_ENABLED = "consumer.stream-enabled";
  static final String KINESIS_DESTINATION = "consumer.kinesis-destination";

  /** Finding ids, shared with the rules on the calls that make such changes. */
  static final List<String> FINDINGS =
      List.of(
          RECOVERY_REMOVED,
          ENCRYPTION_WEAKENED,
          POLICY_FOREIGN,
          NEW_REGION,
          STREAM_ENABLED,
          KINESIS_DESTINATION);

  private static final String IMAGES = "NEW_AND_OLD_IMAGES";

  private final TableFacts before;
  private final TableFacts after;
  private final Policy policy;
  private final String name;
  private final List<Worsening> found = new ArrayList<>();

  private Comparison(TableFacts before, TableFacts after, Policy policy) {
    this.before = before;
    this.after = after;
    this.policy = policy;
    this.name = Names.table(after.table());
  }

  static List<Worsening> of(TableFacts before, TableFacts after, Policy policy) {
    Comparison comparison = new Comparison(before, after, policy);
    comparison.recovery();
    comparison.encryption();
    comparison.access();
    comparison.replicas();
    comparison.streams();
    return comparison.found;
  }

  /** The later snapshot, with unknown properties taken from the earlier one. */
  static TableFacts completed(TableFacts before, TableFacts after) {
    boolean sameKey = before.key().equals(after.key());
    boolean keyUnknown = after.encryption() == Encryption.KMS && sameKey;
    return new TableFacts(
        after.table(),
        after.time(),
        after.sizeBytes(),
        after.itemCount(),
        after.billing(),
        after.key(),
        keyUnknown ? before.encryption() : after.encryption(),
        known(before.pointInTimeRecovery(), after.pointInTimeRecovery()),
        known(before.deletionProtection(), after.deletionProtection()),
        after.stream(),
        after.replicas(),
        known(before.policy(), after.policy()),
        after.policy() == Switch.UNKNOWN ? before.foreign() : after.foreign(),
        known(before.sent(), after.sent()),
        after.sent() == Switch.UNKNOWN ? before.destinations() : after.destinations());
  }

  private static Switch known(Switch before, Switch after) {
    return after == Switch.UNKNOWN ? before : after;
  }

  private void recovery() {
    if (turnedOff(before.pointInTimeRecovery(), after.pointInTimeRecovery())) {
      String what = "point-in-time recovery of " + name + " was switched off";
      add(RECOVERY_REMOVED, Level.HIGH, what, "on", "off");
    }
    if (turnedOff(before.deletionProtection(), after.deletionProtection())) {
      String what = "deletion protection of " + name + " was switched off";
      add(RECOVERY_REMOVED, Level.HIGH, what, "on", "off");
    }
  }

  private static boolean turnedOff(Switch before, Switch after) {
    return before == Switch.ON && after == Switch.OFF;
  }

  private void encryption() {
    boolean mayBeOurs =
        before.encryption() == Encryption.CUSTOMER || before.encryption() == Encryption.KMS;
    if (!mayBeOurs || before.key().equals(after.key())) {
      return;
    }
    String keyAccount = Arns.account(after.key());
    if (isForeign(keyAccount)) {
      keyReplaced(Level.HIGH, "a key of the foreign account " + keyAccount);
    } else if (after.encryption() == Encryption.CUSTOMER) {
      keyReplaced(Level.LOW, "another key");
    } else {
      keyReplaced(Level.MEDIUM, "one that AWS manages");
    }
  }

  private boolean isForeign(String account) {
    return !account.isEmpty()
        && !account.equals(Arns.account(after.table()))
        && !policy.own().accounts().contains(account);
  }

  private void keyReplaced(Level level, String by) {
    String what = "the key that encrypts " + name + " was replaced by " + by;
    String now = after.key().isEmpty() ? EnumNames.kebabCase(after.encryption()) : after.key();
    add(ENCRYPTION_WEAKENED, level, what, before.key(), now);
  }

  private void access() {
    List<String> added = added(before.foreign(), after.foreign());
    if (before.policy() != Switch.UNKNOWN && after.policy() == Switch.ON && !added.isEmpty()) {
      String who =
          added.contains("*")
              ? "everyone"
              : added.stream().map(Comparison::grantee).collect(Collectors.joining(", "));
      boolean services = added.stream().allMatch(ForeignAccess::isService);
      String what = "the resource policy of " + name + " grants access to " + who;
      String was = String.join(", ", before.foreign());
      Level level = services ? Level.HIGH : Level.CRITICAL;
      add(POLICY_FOREIGN, level, what, was, String.join(", ", added));
    }
  }

  private static String grantee(String id) {
    return ForeignAccess.isService(id) ? id + " for any account" : id;
  }

  private void replicas() {
    for (String region : added(before.replicas(), after.replicas())) {
      if (!policy.own().regions().contains(region)) {
        String what = name + " is replicated to " + region + ", which is not approved";
        add(NEW_REGION, Level.HIGH, what, String.join(", ", before.replicas()), region);
      }
    }
  }

  private void streams() {
    boolean widened = after.stream().equals(IMAGES) && !before.stream().equals(IMAGES);
    boolean enabled = before.stream().isEmpty() && !after.stream().isEmpty();
    if (enabled || widened) {
      String what =
          "the change stream of "
              + name
              + (enabled ? " was switched on" : " now contains whole items");
      add(STREAM_ENABLED, Level.MEDIUM, what, before.stream(), after.stream());
    }
    if (before.sent() == Switch.UNKNOWN || after.sent() == Switch.UNKNOWN) {
      return;
    }
    for (String stream : added(before.destinations(), after.destinations())) {
      if (!Pattern.matchesAny(policy.approved().streams(), stream)) {
        String what = "changes of " + name + " are sent to " + stream + ", which is not approved";
        String was = String.join(", ", before.destinations());
        add(KINESIS_DESTINATION, Level.HIGH, what, was, stream);
      }
    }
  }

  private static List<String> added(List<String> before, List<String> after) {
    return after.stream().filter(one -> !before.contains(one)).toList();
  }

  private void add(String finding, Level level, String what, String was, String is) {
    found.add(new Worsening(finding, before.time(), after.time(), level, what, was, is));
  }
}
