package io.exposuremonitor.detectors.posture;

import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the signal of a rule shows about the change that the call made.
 *
 * <p>A call is taken to have made a change unless its signal shows that it did something else: that
 * the logs contain no call is a grave claim. So a signal whose evidence lacks the parameter,
 * because the record left it out or a rule of the user does not collect it, may stand for any
 * value.
 */
final class CallEvidence {
  /** The changes that the calls of each shipped rule make. */
  static final Map<String, Set<Change>> CHANGES =
      Map.ofEntries(
          Map.entry("destruction.recovery-removed.point-in-time", Set.of(Change.RECOVERY_OFF)),
          Map.entry(
              "destruction.recovery-removed.deletion-protection", Set.of(Change.PROTECTION_OFF)),
          // The next table of that name begins without recovery. Protection must have been switched
          // off before, by another call.
          Map.entry("destruction.recovery-removed.table", Set.of(Change.RECOVERY_OFF)),
          Map.entry("destruction.recovery-removed.empty-table", Set.of(Change.RECOVERY_OFF)),
          Map.entry("destruction.recovery-removed.shortened", Set.of()),
          Map.entry("destruction.recovery-removed.backup", Set.of()),
          Map.entry("destruction.recovery-removed.backup-protection", Set.of()),
          Map.entry("destruction.recovery-removed.plan-shortened", Set.of()),
          Map.entry("destruction.recovery-removed.recovery-point", Set.of()),
          Map.entry("destruction.recovery-removed.other-service", Set.of()),
          Map.entry("encryption.weakened", Set.of(Change.KEY_OF_AWS)),
          Map.entry("encryption.weakened.aws-managed-key", Set.of(Change.KEY_OF_AWS)),
          Map.entry("access.resource-policy-foreign", Set.of(Change.GRANTED)),
          Map.entry("access.resource-policy-foreign.descriptions", Set.of(Change.GRANTED)),
          Map.entry("access.resource-policy-foreign.service", Set.of(Change.GRANTED)),
          Map.entry("replication.new-region", Set.of(Change.REPLICATED)),
          Map.entry("consumer.stream-enabled", Set.of(Change.STREAM_ON, Change.STREAM_WIDENED)),
          Map.entry("consumer.kinesis-destination", Set.of(Change.SENT)));

  private static final String SEPARATOR = ", ";

  private final Signal call;

  CallEvidence(Signal call) {
    this.call = call;
  }

  /** The values of a change that the call made, in their order; it may have been any of several. */
  List<String> valuesOf(Worsening worse) {
    Change change = worse.change();
    if (!call.analytic().id().equals(worse.finding()) || TableArns.isOfStream(call.resource())) {
      return List.of();
    }
    if (change == null) {
      return worse.values();
    }
    String rule = call.evidence().facts().getOrDefault(Evidence.RULE, call.analytic().id());
    Set<Change> made = CHANGES.get(rule);
    if (made != null && !made.contains(change)) {
      return List.of();
    }
    return named(change)
        .map(named -> worse.values().stream().filter(value -> isOneOf(named, value)).toList())
        .orElse(worse.values());
  }

  /** An unreadable policy may be the one that was set. */
  private static boolean isOneOf(Set<String> named, String value) {
    return named.contains(value) || value.equals(ForeignAccess.UNREADABLE);
  }

  /** The values that the call set; empty if the evidence does not have them all. */
  private Optional<Set<String>> named(Change change) {
    return switch (change) {
      case RECOVERY_OFF, PROTECTION_OFF, KEY_OF_AWS, KEY_FOREIGN, KEY_REPLACED -> Optional.empty();
      case GRANTED -> facts("exposure_grants_foreign", "exposure_grants_deputies");
      case REPLICATED -> facts("exposure_new_regions");
      case STREAM_ON, STREAM_WIDENED -> facts("stream_specification_stream_view_type");
      case SENT -> facts("stream_arn");
    };
  }

  private Optional<Set<String>> facts(String... names) {
    Set<String> values = new HashSet<>();
    for (String name : names) {
      String fact = call.evidence().facts().getOrDefault(name, "");
      List<String> listed = Stream.of(fact.split(SEPARATOR)).filter(v -> !v.isEmpty()).toList();
      if (listed.size() >= Evidence.MAX_LISTED || fact.length() >= Evidence.MAX_TEXT) {
        return Optional.empty();
      }
      values.addAll(listed);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }
}
