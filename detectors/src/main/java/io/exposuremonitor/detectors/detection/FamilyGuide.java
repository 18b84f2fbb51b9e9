package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.signal.Analytic;
import java.util.Set;

/**
 * The section of docs/detections.md about a family of findings. It stands in for the guide of a
 * detection that names none, as a user's own rule may.
 */
public final class FamilyGuide {
  private static final String PAGE = "docs/detections.md#";

  /** Families with a section of their own, whose heading is their name. */
  private static final Set<String> SECTIONS =
      Set.of(
          "export",
          "backup",
          "consumer",
          "replication",
          "access",
          "encryption",
          "destruction",
          "blindspot",
          "decoy",
          "partiql",
          "billing");

  private FamilyGuide() {}

  /**
   * The path in the repository, with its anchor.
   *
   * @param id of a finding or of its family, known or not
   */
  public static String of(String id) {
    String family = Analytic.familyOf(id);
    if (SECTIONS.contains(family)) {
      return PAGE + family;
    }
    boolean ofDetectors =
        StatefulDetections.IDS.stream().anyMatch(known -> known.startsWith(family + '.'));
    return PAGE + (ofDetectors ? "detectors" : "your-own-rules");
  }
}
