package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.signal.Analytic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Checks across entries: reports those that contradict, shadow or disable each other. */
final class PolicyReview {
  /** The families of which every finding is about an ARN or an account. */
  private static final Set<String> ABOUT_ARNS =
      Set.of(
          "backup",
          "bulk-read",
          "decoy",
          "destruction",
          "encryption",
          "export",
          "network",
          "partiql",
          "recon",
          "replication",
          "sensitive-data");

  private static final java.util.regex.Pattern WHOLE_FAMILY =
      java.util.regex.Pattern.compile("[^.]*(\\.)?\\*+");

  /** 366 days until the end of the last one. */
  private static final Duration A_YEAR = Duration.ofDays(367);

  private final Entries root;
  private final Problems problems;
  private final long now;
  private final KnownFindings known;

  private PolicyReview(Entries root, Problems problems, long now, KnownFindings known) {
    this.root = root;
    this.problems = problems;
    this.now = now;
    this.known = known;
  }

  /**
   * @param now epoch milliseconds; reference time for the expiry of suppressions
   * @param known the existing findings, to check patterns against
   */
  static void review(Entries root, Problems problems, long now, KnownFindings known) {
    PolicyReview review = new PolicyReview(root, problems, now, known);
    root.sections("suppressions").forEach(review::suppression);
    review.tables();
    review.stages();
    review.consumers();
    review.placeholders();
    ThresholdReview.review(root.section("thresholds"), problems);
  }

  private void suppression(Entries suppression) {
    Long expires = suppression.find("expires", Long.class);
    if (expires != null && expires <= now) {
      complainAt(suppression, "expires")
          .warning("expired " + Expiry.words(expires) + ": it suppresses nothing", "");
    } else if (expires != null && expires - now > A_YEAR.toMillis()) {
      complainAt(suppression, "expires")
          .warning(
              "is more than a year away: nobody will look at it again; renew it once a year", "");
    }
    String finding = suppression.find("finding", String.class);
    if (finding != null && known.isUnknown(finding)) {
      warnOfUnknown(suppression, finding);
    }
    String resource = suppression.find("resource", String.class);
    if (finding != null
        && resource != null
        && ABOUT_ARNS.contains(Analytic.familyOf(finding))
        && !PatternKind.ARN_RESOURCE.canMatch(resource)) {
      complainAt(suppression, "resource")
          .error(
              PatternKind.ARN_RESOURCE.neverMatches(),
              PatternKind.ARN_RESOURCE.suggestion(resource));
    }
    boolean ofAll =
        Stream.of("actor", "resource")
            .allMatch(name -> PatternKind.matchesEverything(suppression.get(name, "*")));
    if (suppression.isValid() && finding != null && ofAll) {
      if (PatternKind.matchesEverything(finding)) {
        complainAt(suppression, "finding")
            .error("would hide every finding: narrow the finding, the actor or the resource", "");
      } else if (!known.isUnknown(finding) && WHOLE_FAMILY.matcher(finding).matches()) {
        complainAt(suppression, "finding")
            .warning("hides the whole family: narrow the finding, the actor or the resource", "");
      }
    }
  }

  private void warnOfUnknown(Entries entry, String finding) {
    complainAt(entry, "finding")
        .warning("matches no finding of any rule or detector", known.nearest(finding));
  }

  private void tables() {
    List<Entries> tables = sound(root.sections("tables"));
    List<String> patterns = tables.stream().map(table -> table.get("match", "*")).toList();
    TableIndex index = new TableIndex(patterns);
    for (int i = 0; i < tables.size(); i++) {
      int first = index.first(patterns.get(i));
      if (first < i) {
        complainAt(tables.get(i), "match")
            .warning("is never reached: " + tables.get(first).path() + " matches all of it", "");
      }
    }
  }

  private void stages() {
    List<Entries> stages = sound(root.section("findings").sections("stages"));
    for (int i = 0; i < stages.size(); i++) {
      Entries stage = stages.get(i);
      String finding = stage.find("finding", String.class);
      if (finding != null && known.isUnknown(finding)) {
        warnOfUnknown(stage, finding);
      }
      Policy.Stage value = stage.get("stage", Policy.Stage.ACTIVE);
      if (value == Policy.Stage.DISABLED
          && PatternKind.matchesEverything(stage.get("finding", ""))) {
        complainAt(stage, "finding").error("would disable every detection: narrow it", "");
      }
      for (Entries earlier : stages.subList(0, i)) {
        if (Pattern.matches(earlier.get("finding", ""), stage.get("finding", ""))) {
          complainAt(stage, "finding")
              .warning("is never reached: " + earlier.path() + " matches all of it", "");
          break;
        }
      }
    }
  }

  private void consumers() {
    for (Entries consumer : sound(root.sections("consumers"))) {
      if (PatternKind.matchesEverything(consumer.get("actor", ""))
          && PatternKind.matchesEverything(consumer.get("stream", ""))) {
        complainAt(consumer, "stream")
            .warning(
                "makes everybody a known reader of every stream: no new reader is reported", "");
      }
    }
  }

  private void placeholders() {
    Entries placeholders = root.section("placeholders");
    for (String name : placeholders.names()) {
      if (!PolicyLists.isName(name)) {
        complainAt(placeholders, name)
            .error(
                "must be named with letters, digits and _", name.replaceAll("[^A-Za-z0-9_]+", "_"));
      } else if (PolicyLists.BUILT_IN.containsKey(name.toLowerCase(Locale.ROOT))) {
        complainAt(placeholders, name).error("is the name of a predefined list", "custom_" + name);
      }
    }
  }

  private Complaints complainAt(Entries entries, String name) {
    return problems.at(entries.at(name), entries.pathOf(name));
  }

  /** An invalid entry is skipped: its intended pattern is unknown. */
  private static List<Entries> sound(List<Entries> entries) {
    return entries.stream().filter(Entries::isValid).toList();
  }
}
