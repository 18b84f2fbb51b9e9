package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.signal.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Sigma rule over CloudTrail records (logsource {@code product: aws, service: cloudtrail}).
 * Immutable; {@link RuleSet#compile} makes it run. What a rule leaves out is empty.
 */
public final class SigmaRule {
  private final RuleHeader header;
  private final Detection detection;

  SigmaRule(RuleHeader header, Detection detection) {
    this.header = header;
    this.detection = detection;
  }

  /** Sigma's UUID. */
  public String id() {
    return header.id();
  }

  /** Unique among rules: the rule's {@code name}, else its finding id. */
  public String name() {
    return header.name();
  }

  /** Id of the findings it raises: family, dot, kebab-case name. Several rules may share one. */
  public String finding() {
    return header.finding();
  }

  /** A few words for people. */
  public String title() {
    return header.texts().title();
  }

  /** Why the rule exists and what it sees. */
  public String description() {
    return header.texts().description();
  }

  /** How bad a match is; medium where the rule doesn't say. */
  public Level level() {
    return header.level();
  }

  /** ATT&amp;CK technique ids, such as {@code T1537} or {@code T1562.008}. */
  public List<String> techniques() {
    return header.techniques();
  }

  /** What else may look like it. */
  public List<String> falsePositives() {
    return header.texts().falsePositives();
  }

  /** Where the facts behind the rule are told. */
  public List<String> references() {
    return header.texts().references();
  }

  /** Sigma's {@code status}: stable, test, experimental, deprecated or unsupported. */
  public String status() {
    return header.texts().status();
  }

  /** Who wrote it. */
  public String author() {
    return header.texts().author();
  }

  /** When it was written, as the rule says it. */
  public String date() {
    return header.texts().date();
  }

  /** Where the investigation guide is: a path in the repository or a URL. */
  public String guide() {
    return header.texts().guide();
  }

  /** Field paths whose values are evidence. */
  public List<String> fields() {
    return header.fields();
  }

  /** What its message says besides who called what, in this order. */
  List<Detail> details() {
    return header.details();
  }

  /** Field paths that name the resource, most telling first. */
  public List<String> resources() {
    return header.resources();
  }

  /** The file it was loaded from, as it was named to the loader. */
  public String file() {
    return header.source().file();
  }

  /** The line its document begins at, from 1. */
  public int line() {
    return header.source().line();
  }

  /** The calls it can match, as patterns; {@code *} where it doesn't narrow them. */
  public Set<Call> calls() {
    return detection.condition().calls().patterns().stream()
        .map(RecordPattern::call)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Names of the searches that keep it from matching, such as {@code filter_approved}. */
  public Set<String> exclusions() {
    return detection.exclusions();
  }

  Detection detection() {
    return detection;
  }

  @Override
  public String toString() {
    return name();
  }
}
