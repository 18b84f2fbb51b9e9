package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A MITRE ATT&amp;CK technique with its official names. A technique that is missing from the
 * shipped table keeps its id and has empty names.
 *
 * @param id such as {@code T1530} or, for a sub-technique, {@code T1213.006}
 * @param name of the technique or sub-technique itself, or empty
 * @param parentName of the technique that a sub-technique belongs to, or empty
 * @param tacticId such as {@code TA0009}, or empty
 * @param tacticName or empty
 */
public record Attack(
    String id, String name, String parentName, String tacticId, String tacticName) {
  private static final YamlResource TABLE = YamlResource.of("attack-techniques.yml");
  private static final Map<String, Map<String, String>> TECHNIQUES = TABLE.maps("techniques");
  private static final Map<String, String> TACTICS = TABLE.strings("tactics");

  /** The version of ATT&amp;CK from which the ids and names come. */
  public static final String VERSION = TABLE.string("version");

  /** Looks up a technique by its id, ignoring case. */
  public static Attack of(String technique) {
    String id = technique.toUpperCase(Locale.ROOT);
    Map<String, String> row = TECHNIQUES.getOrDefault(id, Map.of());
    String tactic = row.getOrDefault("tactic", "");
    return new Attack(
        id,
        row.getOrDefault("name", ""),
        isSubTechnique(id) ? nameOf(parent(id)) : "",
        tactic,
        TACTICS.getOrDefault(tactic, ""));
  }

  /** The tactic of an analytic's first technique, which is its main one; null when unknown. */
  public static @Nullable Tactic tactic(Analytic analytic) {
    List<String> techniques = analytic.techniques();
    return techniques.isEmpty() ? null : Tactic.ofId(of(techniques.get(0)).tacticId());
  }

  /** True when the id has a part after the dot. */
  public boolean isSubTechnique() {
    return isSubTechnique(id);
  }

  /** The id before the dot; the technique's own id when it is not a sub-technique. */
  public String parentId() {
    return parent(id);
  }

  /** The page that describes the technique. */
  public String url() {
    return "https://attack.mitre.org/techniques/" + id.replace('.', '/') + "/";
  }

  private static boolean isSubTechnique(String id) {
    return id.indexOf('.') >= 0;
  }

  private static String parent(String id) {
    int dot = id.indexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }

  private static String nameOf(String id) {
    return TECHNIQUES.getOrDefault(id, Map.of()).getOrDefault("name", "");
  }
}
