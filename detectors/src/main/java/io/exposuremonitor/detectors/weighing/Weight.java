package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.sensitivity.DataClass;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.text.EnumNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The known sensitivity of a table, and its effect on findings.
 *
 * @param label the table's sensitivity by policy, or null if it has none
 * @param inherited the highest sensitivity by policy of the tables it was restored from, or null
 * @param classes ids of the classes of data found in the table
 */
record Weight(@Nullable Sensitivity label, @Nullable Sensitivity inherited, List<String> classes) {
  private static final List<Level> LEVELS = List.of(Level.values());

  /** Families in which data left or may leave; sensitivity moves their level. */
  private static final Set<String> EXPOSING =
      Set.of(
          "bulk-read",
          "partiql",
          "export",
          "backup",
          "consumer",
          "replication",
          "access",
          "network");

  /** Families whose findings state the classes of data but keep their level. */
  private static final Set<String> NOT_RAISED = Set.of("destruction", "encryption");

  /** Analytics whose detectors already account for the policy label. */
  private static final Set<String> LABELLED =
      Set.of(
          "bulk-read.table-scan",
          "bulk-read.key-sweep",
          "bulk-read.partiql-dump",
          "bulk-read.distributed",
          "bulk-read.low-and-slow",
          "partiql.full-scan");

  /** Classes whose loss does lasting harm to people or grants further access. */
  private static final Set<DataClass> GRAVE =
      Set.of(
          DataClass.PAYMENT_CARD,
          DataClass.BANK_ACCOUNT,
          DataClass.NATIONAL_ID,
          DataClass.HEALTH,
          DataClass.AWS_ACCESS_KEY,
          DataClass.PRIVATE_KEY,
          DataClass.ACCESS_TOKEN);

  /** The finding with its level adjusted and the classes of data added. */
  Finding applyTo(Finding finding) {
    String family = finding.analytic().family();
    boolean exposing = EXPOSING.contains(family);
    Sensitivity sensitivity = sensitivity();
    if (sensitivity == null || !(exposing || NOT_RAISED.contains(family))) {
      return finding;
    }
    Level level = exposing ? level(finding, sensitivity) : finding.level();
    return finding.toBuilder()
        .level(level)
        .message(message(finding))
        .evidence(evidence(finding, level, sensitivity))
        .build();
  }

  /** The highest sensitivity by policy, by inheritance or by content; null if unknown. */
  @Nullable Sensitivity sensitivity() {
    return Sensitivity.higher(label, Sensitivity.higher(inherited, learned()));
  }

  private @Nullable Sensitivity learned() {
    if (classes.isEmpty()) {
      return null;
    }
    boolean grave = classes.stream().map(DataClass::of).anyMatch(Weight::isRestricted);
    return grave ? Sensitivity.RESTRICTED : Sensitivity.CONFIDENTIAL;
  }

  private static boolean isRestricted(@Nullable DataClass dataClass) {
    return dataClass != null && GRAVE.contains(dataClass);
  }

  /** A PartiQL read of a few items is not raised, whatever the table holds. */
  private Level level(Finding finding, Sensitivity sensitivity) {
    String id = finding.analytic().id();
    boolean glance =
        finding.analytic().family().equals("partiql") && !finding.level().atLeast(Level.HIGH);
    int steps = steps(sensitivity) - (LABELLED.contains(id) ? steps(label) : 0);
    int moved = LEVELS.indexOf(finding.level()) + (glance ? Math.min(0, steps) : steps);
    return LEVELS.get(Math.max(0, Math.min(LEVELS.size() - 1, moved)));
  }

  private static int steps(@Nullable Sensitivity sensitivity) {
    if (sensitivity == Sensitivity.PUBLIC) {
      return -1;
    }
    return sensitivity == Sensitivity.RESTRICTED ? 1 : 0;
  }

  private String message(Finding finding) {
    String message = finding.message();
    if (classes.isEmpty()) {
      return message;
    }
    String held = held();
    String table = Names.table(finding.resource());
    int at = message.indexOf(table);
    if (at < 0) {
      return message
          + (message.endsWith(".") ? " The table holds " : "; the table holds ")
          + held
          + (message.endsWith(".") ? "." : "");
    }
    int end = at + table.length();
    String comma = message.startsWith(",", end) || end == message.length() ? "" : ",";
    return message.substring(0, end) + ", holding " + held + comma + message.substring(end);
  }

  /** {@code e-mail addresses, phone numbers and payment card numbers}. */
  private String held() {
    List<String> words =
        classes.stream()
            .map(DataClass::of)
            .filter(Objects::nonNull)
            .map(DataClass::plural)
            .collect(Collectors.toList());
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private Evidence evidence(Finding finding, Level level, Sensitivity sensitivity) {
    Map<String, String> facts = new TreeMap<>(finding.evidence().facts());
    facts.put("sensitivity", EnumNames.lowerCase(sensitivity));
    if (!classes.isEmpty()) {
      facts.put("table_holds", String.join(", ", classes));
    }
    if (level != finding.level()) {
      facts.put("level_before", finding.level().word());
    }
    return new Evidence(finding.evidence().counts(), facts, finding.evidence().events());
  }

  /** The finding at the given level. */
  static Finding at(Finding finding, Level level) {
    return level == finding.level() ? finding : finding.toBuilder().level(level).build();
  }

  /** The finding as its opening phase. */
  static Finding opened(Finding finding) {
    return finding.toBuilder().phase(Finding.Phase.OPENED).build();
  }

  /** The finding as an update at the given time, epoch milliseconds. */
  static Finding updated(Finding finding, long time) {
    return finding.toBuilder().phase(Finding.Phase.UPDATED).time(time).build();
  }
}
