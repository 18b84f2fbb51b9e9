package io.exposuremonitor.detectors.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads Sigma rules (SigmaHQ specification 2.x). Unsupported features, listed in docs/rules.md, are
 * rejected by name and position, so that no rule is silently misinterpreted.
 */
public final class SigmaLoader {
  private static final String NEEDS_MEMORY =
      "write a rule that looks at one record by itself, since a correlation needs memory";
  private static final String CHANGES_OTHERS = "write each rule in full";

  /** Keys of documents that are no rules, and what to write instead. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "correlation", NEEDS_MEMORY,
          "rules", NEEDS_MEMORY,
          "filter", "put the exception into the rule, or a suppression into the policy",
          "action", CHANGES_OTHERS,
          "global", CHANGES_OTHERS);

  private SigmaLoader() {}

  /**
   * Reads all documents of one YAML file.
   *
   * @param file name of the file in messages
   * @param yaml its content
   * @return the rules in their order, at least one
   * @throws RuleException with a line for each mistake, and if the file has no rule
   */
  public static List<SigmaRule> load(String file, String yaml) throws RuleException {
    if (yaml.isBlank()) {
      throw new RuleException(file, 1, 1, "the file is empty");
    }
    YamlFile source = new YamlFile(file);
    List<SigmaRule> rules = new ArrayList<>();
    Mistakes mistakes = new Mistakes();
    List<Node> documents = source.documents(yaml);
    if (documents.isEmpty()) {
      throw new RuleException(file, 1, 1, "the file has no rule, only comments");
    }
    for (Node document : documents) {
      SigmaRule rule = mistakes.of(() -> rule(source, document));
      if (rule != null) {
        rules.add(rule);
      }
    }
    mistakes.refuse();
    return List.copyOf(rules);
  }

  private static SigmaRule rule(YamlFile file, Node document) throws RuleException {
    Map<String, YamlFile.Entry> entries = file.map(document, "a rule");
    for (YamlFile.Entry entry : entries.values()) {
      String instead = REFUSED.get(entry.name());
      if (instead != null) {
        throw file.error(
            entry.key(), "'" + entry.name() + "' documents are not supported; " + instead);
      }
    }
    HeaderReader reader = new HeaderReader(file, document, entries);
    Mistakes mistakes = new Mistakes();
    mistakes.of(
        () -> {
          reader.checkLogsource();
          return reader;
        });
    RuleHeader header = mistakes.of(reader::read);
    Detection detection =
        mistakes.of(() -> new DetectionReader(file).read(reader.required("detection")));
    mistakes.refuse();
    return new SigmaRule(requireNonNull(header), requireNonNull(detection));
  }
}
