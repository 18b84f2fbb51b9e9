package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.signal.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Sigma rule over CloudTrail records (logsource {@code product: aws, service: cloudtrail}).
 * Immutable; {@link RuleSet#compile} makes it executable. Omitted texts and lists are empty.
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

  /** The rule's title. */
  public String title() {
    return header.texts().title();
  }

  /** What the rule detects and why. */
  public String description() {
    return header.texts().description();
  }

  /** The level of a match; medium if the rule states none. */
  public Level level() {
    return header.level();
  }

  /** ATT&amp;CK technique ids, such as {@code T1537} or {@code T1562.008}. */
  public List<String> techniques() {
    return header.techniques();
  }

  /** Legitimate activity that may match. */
  public List<String> falsePositives() {
    return header.texts().falsePositives();
  }

  /** Sources of the facts behind the rule. */
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

  /** The rule's date, as written. */
  public String date() {
    return header.texts().date();
  }

  /** The investigation guide: a path in the repository or a URL. */
  public String guide() {
    return header.texts().guide();
  }

  /** Field paths whose values are evidence. */
  public List<String> fields() {
    return header.fields();
  }

  /** Additional parts of its message, in this order. */
  List<Detail> details() {
    return header.details();
  }

  /** Field paths that name the resource, most specific first. */
  public List<String> resources() {
    return header.resources();
  }

  /** The file it was loaded from, as named to the loader. */
  public String file() {
    return header.source().file();
  }

  /** The first line of its document, from 1. */
  public int line() {
    return header.source().line();
  }

  /** The calls it can match, as patterns; {@code *} if unrestricted. */
  public Set<CallPattern> calls() {
    return detection.condition().calls().patterns().stream()
        .map(RecordPattern::call)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Names of the searches that exclude records, such as {@code filter_approved}. */
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
