package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the metadata of a rule. */
final class HeaderReader {
  private static final Pattern FINDING =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TECHNIQUE =
      Pattern.compile("attack\\.(t[0-9]{4}(?:\\.[0-9]{3})?)", Pattern.CASE_INSENSITIVE);

  /** A tag that is meant to be a technique, since no tactic's name contains a digit. */
  private static final Pattern LIKE_TECHNIQUE =
      Pattern.compile("attack\\.t[^a-z]*[0-9].*", Pattern.CASE_INSENSITIVE);

  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");

  /** Keys that decide what is reported. Sigma allows custom keys, so a slip would go unnoticed. */
  private static final List<String> DECISIVE =
      List.of("name", "finding", "level", "tags", "fields", "details", "resource");

  private final YamlFile file;
  private final Node document;
  private final Map<String, YamlFile.Entry> entries;

  HeaderReader(YamlFile file, Node document, Map<String, YamlFile.Entry> entries) {
    this.file = file;
    this.document = document;
    this.entries = entries;
  }

  /** Rejects rules for other logs. */
  void checkLogsource() throws RuleException {
    Map<String, YamlFile.Entry> logsource = file.map(required("logsource"), "'logsource'");
    checkLogsource(logsource, "product", "aws");
    checkLogsource(logsource, "service", "cloudtrail");
    YamlFile.Entry category = logsource.get("category");
    if (category != null) {
      throw file.error(category.key(), "no 'category' is supported; the logs are CloudTrail's");
    }
  }

  private void checkLogsource(Map<String, YamlFile.Entry> logsource, String key, String wanted)
      throws RuleException {
    YamlFile.Entry entry = logsource.get(key);
    if (entry == null) {
      throw file.error(required("logsource"), "'logsource' must say '" + key + ": " + wanted + "'");
    }
    String value = file.text(entry.value(), "'" + key + "'");
    if (!value.equalsIgnoreCase(wanted)) {
      throw file.error(
          entry.value(),
          "logsource " + key + " '" + value + "' is not supported, only '" + wanted + "'");
    }
  }

  /** Refuses keys that are nearly, but not quite, those that decide what is reported. */
  private void checkKeys() throws RuleException {
    for (YamlFile.Entry entry : entries.values()) {
      String meant = NearestName.of(entry.name(), DECISIVE);
      if (!meant.isEmpty() && !meant.equals(entry.name())) {
        throw file.error(
            entry.key(), "no key '" + entry.name() + "'; did you mean '" + meant + "'?");
      }
    }
  }

  /** Refuses rules whose fields have other names than those of CloudTrail. */
  private void checkTaxonomy() throws RuleException {
    String taxonomy = text("taxonomy");
    if (!taxonomy.isEmpty() && !taxonomy.equalsIgnoreCase("sigma")) {
      throw file.error(
          required("taxonomy"),
          "taxonomy '" + taxonomy + "' is not supported; write CloudTrail's own field names");
    }
  }

  RuleHeader read() throws RuleException {
    checkKeys();
    checkTaxonomy();
    checkRelated();
    date("modified");
    String title = file.text(required("title"), "'title'");
    String name = text("name");
    String finding = finding(title, name);
    return new RuleHeader(
        id(),
        name.isEmpty() ? finding : name,
        finding,
        new RuleHeader.Source(
            file.name(), document.getStartMark().map(mark -> mark.getLine() + 1).orElse(1)),
        level(),
        new RuleHeader.Texts(
            title,
            text("description").strip(),
            status(),
            text("author"),
            date("date"),
            text("guide"),
            list("falsepositives"),
            list("references")),
        techniques(),
        fields(),
        details(),
        paths("resource"));
  }

  private String finding(String title, String name) throws RuleException {
    YamlFile.Entry entry = entries.get("finding");
    if (entry != null) {
      String finding = file.text(entry.value(), "'finding'");
      if (!FINDING.matcher(finding).matches()) {
        throw file.error(
            entry.value(), "'" + finding + "' is not a finding id; write family.kebab-case-name");
      }
      return finding;
    }
    if (FINDING.matcher(name).matches()) {
      return name;
    }
    String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = slug.replaceAll("^-|-$", "");
    return "custom." + (trimmed.isEmpty() ? "untitled" : trimmed);
  }

  /** The rule's id, or empty. Anything but a UUID would make other Sigma tools refuse the rule. */
  private String id() throws RuleException {
    String id = text("id");
    if (!id.isEmpty() && !SigmaForms.isUuid(id)) {
      throw file.error(required("id"), "'" + id + "' is no UUID; without an id, leave the key out");
    }
    return id;
  }

  private Level level() throws RuleException {
    YamlFile.Entry entry = entries.get("level");
    if (entry == null) {
      return Level.MEDIUM;
    }
    String word = file.text(entry.value(), "'level'");
    for (Level level : Level.values()) {
      if (level.name().equalsIgnoreCase(word)) {
        return level;
      }
    }
    List<String> known = Arrays.stream(Level.values()).map(Level::word).toList();
    throw file.error(entry.value(), "no level '" + word + "'" + Hint.of(word, known));
  }

  private String status() throws RuleException {
    String status = text("status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      throw file.error(
          required("status"), "no status '" + status + "'" + Hint.of(status, STATUSES));
    }
    return status;
  }

  private List<String> techniques() throws RuleException {
    List<String> techniques = new ArrayList<>();
    for (String tag : list("tags")) {
      Matcher matcher = TECHNIQUE.matcher(tag);
      if (matcher.matches()) {
        techniques.add(matcher.group(1).toUpperCase(Locale.ROOT));
      } else if (LIKE_TECHNIQUE.matcher(tag).matches()) {
        throw file.error(
            required("tags"),
            "'" + tag + "' is no ATT&CK technique; write attack.t1530 or attack.t1562.008");
      }
    }
    return List.copyOf(techniques);
  }

  /** The value of a required top-level key. */
  Node required(String key) throws RuleException {
    Node node = optional(key);
    if (node == null) {
      throw file.error(document, "a rule needs '" + key + "'");
    }
    return node;
  }

  private @Nullable Node optional(String key) {
    YamlFile.Entry entry = entries.get(key);
    return entry == null || YamlFile.isNull(entry.value()) ? null : entry.value();
  }

  private String text(String key) throws RuleException {
    Node node = optional(key);
    return node == null ? "" : file.text(node, "'" + key + "'");
  }

  private List<String> list(String key) throws RuleException {
    Node node = optional(key);
    return node == null ? List.of() : file.texts(SigmaForms.list(file, node, key), "'" + key + "'");
  }

  private List<String> fields() throws RuleException {
    Node node = optional("fields");
    return node == null ? List.of() : paths("'fields'", SigmaForms.list(file, node, "fields"));
  }

  private String date(String key) throws RuleException {
    Node node = optional(key);
    return node == null ? "" : SigmaForms.date(file, node, key);
  }

  private void checkRelated() throws RuleException {
    Node node = optional("related");
    if (node != null) {
      SigmaForms.checkRelated(file, node);
    }
  }

  private List<String> paths(String key) throws RuleException {
    Node node = optional(key);
    return node == null ? List.of() : paths("'" + key + "'", node);
  }

  /**
   * Reads field paths whose values are included in findings; rejects paths to item or key values.
   */
  private List<String> paths(String what, Node node) throws RuleException {
    List<String> paths = file.texts(node, what);
    for (String path : paths) {
      if (PrivateFields.leadsToValues(path)) {
        throw file.error(
            node, "'" + path + "' may hold item or key values, which never go into a finding");
      }
      DerivedFields.path(file, node, path);
    }
    return paths;
  }

  private List<Detail> details() throws RuleException {
    Node node = optional("details");
    List<Detail> details = new ArrayList<>();
    if (node != null) {
      for (YamlFile.Entry entry : file.map(node, "'details'").values()) {
        if (entry.name().isBlank()) {
          throw file.error(entry.key(), "a detail needs words before its value");
        }
        details.add(
            new Detail(entry.name(), paths("the fields of '" + entry.name() + "'", entry.value())));
      }
    }
    return List.copyOf(details);
  }
}
