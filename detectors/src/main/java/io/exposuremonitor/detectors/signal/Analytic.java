package io.exposuremonitor.detectors.signal;

import java.util.List;

/**
 * A rule or stateful detector that raises signals.
 *
 * @param id family, dot, kebab-case name, such as {@code bulk-read.table-scan}
 * @param title short title for people
 * @param type rule or behaviour
 * @param techniques MITRE ATT&amp;CK technique ids, such as {@code T1530}
 * @param guide path in the repository or URL of the investigation guide; may be empty
 */
public record Analytic(String id, String title, Type type, List<String> techniques, String guide) {
  /** OCSF's {@code analytic.type_id}: 1 rule, 2 behavioural. */
  public enum Type {
    RULE,
    BEHAVIORAL
  }

  /**
   * A stateful detector.
   *
   * @param guide path in the repository of the investigation guide
   * @param techniques MITRE ATT&amp;CK technique ids
   */
  public static Analytic behavioral(String id, String title, String guide, String... techniques) {
    return new Analytic(id, title, Type.BEHAVIORAL, List.of(techniques), guide);
  }

  /** The part of the id before the first dot, such as {@code bulk-read}. */
  public String family() {
    return familyOf(id);
  }

  /** The part of an analytic's id before the first dot; the id itself if it has none. */
  public static String familyOf(String id) {
    int dot = id.indexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }
}
