package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads Sigma rules (SigmaHQ specification 2.x). What is not supported is refused by name and
 * place, so that no rule is silently half understood; docs/rules.md lists it.
 */
public final class SigmaLoader {
  private static final List<String> REFUSED =
      List.of("correlation", "filter", "action", "global", "rules");

  private SigmaLoader() {}

  /**
   * Reads all documents of one YAML file.
   *
   * @param file how the file is called in messages
   * @param yaml its content
   * @return the rules in their order, possibly none
   * @throws RuleException for the first mistake
   */
  public static List<SigmaRule> load(String file, String yaml) throws RuleException {
    YamlFile source = new YamlFile(file);
    List<SigmaRule> rules = new ArrayList<>();
    for (Node document : source.documents(yaml)) {
      rules.add(rule(source, document));
    }
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
    reader.checkLogsource();
    RuleHeader header = reader.read();
    Detection detection = new DetectionReader(file).read(reader.required("detection"));
    return new SigmaRule(header, detection);
  }
}
