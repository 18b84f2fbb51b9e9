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
  private static final List<String> REFUSED =
      List.of("correlation", "filter", "action", "global", "rules");

  private SigmaLoader() {}

  /**
   * Reads all documents of one YAML file.
   *
   * @param file name of the file in messages
   * @param yaml its content
   * @return the rules in their order, possibly none
   * @throws RuleException with a line for each mistake
   */
  public static List<SigmaRule> load(String file, String yaml) throws RuleException {
    YamlFile source = new YamlFile(file);
    List<SigmaRule> rules = new ArrayList<>();
    Mistakes mistakes = new Mistakes();
    for (Node document : source.documents(yaml)) {
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
    for (String refused : REFUSED) {
      YamlFile.Entry entry = entries.get(refused);
      if (entry != null) {
        throw file.error(
            entry.key(),
            "'"
                + refused
                + "' documents are not supported; write a rule that looks at one record by itself");
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
