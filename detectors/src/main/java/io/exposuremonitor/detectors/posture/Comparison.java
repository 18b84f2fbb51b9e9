package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.TableFacts.Encryption;
import io.exposuremonitor.detectors.posture.TableFacts.Switch;
import io.exposuremonitor.detectors.text.EnumNames;
import java.util.ArrayList;
import java.util.List;

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
  private final List<Worsening> found = new ArrayList<>();

  private Comparison(TableFacts before, TableFacts after, Policy policy) {
    this.before = before;
    this.after = after;
    this.policy = policy;
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
      add(Change.RECOVERY_OFF, "on", List.of("off"));
    }
    if (turnedOff(before.deletionProtection(), after.deletionProtection())) {
      add(Change.PROTECTION_OFF, "on", List.of("off"));
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
    String now = after.key().isEmpty() ? EnumNames.kebabCase(after.encryption()) : after.key();
    add(keyChange(), before.key(), List.of(now));
  }

  private Change keyChange() {
    if (isForeign(Arns.account(after.key()))) {
      return Change.KEY_FOREIGN;
    }
    return after.encryption() == Encryption.CUSTOMER ? Change.KEY_REPLACED : Change.KEY_OF_AWS;
  }

  private boolean isForeign(String account) {
    return !account.isEmpty()
        && !account.equals(Arns.account(after.table()))
        && !policy.own().accounts().contains(account);
  }

  private void access() {
    if (before.policy() != Switch.UNKNOWN && after.policy() == Switch.ON) {
      addAll(Change.GRANTED, before.foreign(), added(before.foreign(), after.foreign()));
    }
  }

  private void replicas() {
    List<String> fresh =
        added(before.replicas(), after.replicas()).stream()
            .filter(region -> !policy.own().regions().contains(region))
            .toList();
    addAll(Change.REPLICATED, before.replicas(), fresh);
  }

  private void streams() {
    if (before.stream().isEmpty() && !after.stream().isEmpty()) {
      add(Change.STREAM_ON, "", List.of(after.stream()));
    } else if (after.stream().equals(IMAGES) && !before.stream().equals(IMAGES)) {
      add(Change.STREAM_WIDENED, before.stream(), List.of(after.stream()));
    }
    if (before.sent() == Switch.UNKNOWN || after.sent() == Switch.UNKNOWN) {
      return;
    }
    List<String> fresh =
        added(before.destinations(), after.destinations()).stream()
            .filter(stream -> !Pattern.matchesAny(policy.approved().streams(), stream))
            .toList();
    addAll(Change.SENT, before.destinations(), fresh);
  }

  private static List<String> added(List<String> before, List<String> after) {
    return after.stream().filter(one -> !before.contains(one)).toList();
  }

  private void addAll(Change change, List<String> was, List<String> added) {
    if (!added.isEmpty()) {
      add(change, String.join(", ", was), added);
    }
  }

  private void add(Change change, String was, List<String> is) {
    found.add(Worsening.of(change, before, after, was, is));
  }
}
