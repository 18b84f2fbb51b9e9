package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.detectors.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A rule's fixtures: a policy, a base record, and the changes to it for each case.
 *
 * @param policy the policy in force
 * @param cases hits first, then misses
 */
record Fixtures(Policy policy, List<Case> cases) {
  /**
   * @param name what the case shows
   * @param hit true if a rule must match
   * @param covers the exclusion that must match, or empty
   * @param record the record with the changes applied
   */
  record Case(String name, boolean hit, String covers, ObjectNode record) {
    /** The record in UTF-8. */
    byte[] json() {
      return record.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final List<String> KEYS = List.of("policy", "base", "hits", "misses");
  private static final List<String> CASE_KEYS = List.of("name", "set", "remove", "covers");

  static Fixtures read(String name, String yaml) throws RuleException {
    YamlFile file = new YamlFile(name);
    List<Node> documents = file.documents(yaml);
    if (documents.size() != 1) {
      throw new RuleException(name, 1, 1, "fixtures must be one document");
    }
    Map<String, YamlFile.Entry> entries = file.map(documents.get(0), "fixtures");
    refuseUnknown(file, entries, KEYS);
    YamlFile.Entry base = entries.get("base");
    if (base == null || !(YamlJson.of(file, base.value()) instanceof ObjectNode record)) {
      throw file.error(documents.get(0), "fixtures need 'base', a whole record");
    }
    List<Case> cases = new ArrayList<>();
    cases.addAll(cases(file, entries.get("hits"), record, true));
    cases.addAll(cases(file, entries.get("misses"), record, false));
    return new Fixtures(policy(file, entries.get("policy")), List.copyOf(cases));
  }

  private static void refuseUnknown(
      YamlFile file, Map<String, YamlFile.Entry> entries, List<String> known) throws RuleException {
    for (YamlFile.Entry entry : entries.values()) {
      if (!known.contains(entry.name())) {
        throw file.error(
            entry.key(), "no key '" + entry.name() + "'" + Hint.of(entry.name(), known));
      }
    }
  }

  private static List<Case> cases(
      YamlFile file, YamlFile.@Nullable Entry list, ObjectNode base, boolean hit)
      throws RuleException {
    List<Case> cases = new ArrayList<>();
    if (list != null) {
      for (Node node : file.list(list.value())) {
        cases.add(fixture(file, node, base, hit));
      }
    }
    return cases;
  }

  private static Case fixture(YamlFile file, Node node, ObjectNode base, boolean hit)
      throws RuleException {
    Map<String, YamlFile.Entry> entries = file.map(node, "a fixture");
    refuseUnknown(file, entries, CASE_KEYS);
    YamlFile.Entry name = entries.get("name");
    if (name == null) {
      throw file.error(node, "a fixture needs a 'name'");
    }
    YamlFile.Entry covers = entries.get("covers");
    return new Case(
        file.text(name.value(), "'name'"),
        hit,
        covers == null ? "" : file.text(covers.value(), "'covers'"),
        patched(file, entries, base.deepCopy()));
  }

  private static ObjectNode patched(
      YamlFile file, Map<String, YamlFile.Entry> entries, ObjectNode record) throws RuleException {
    RecordPatch patch = new RecordPatch(record);
    YamlFile.Entry set = entries.get("set");
    if (set != null) {
      for (YamlFile.Entry change : file.map(set.value(), "'set'").values()) {
        if (!patch.set(change.name(), YamlJson.of(file, change.value()))) {
          throw file.error(change.key(), "no map to set '" + change.name() + "' in");
        }
      }
    }
    YamlFile.Entry remove = entries.get("remove");
    if (remove != null) {
      for (Node path : file.list(remove.value())) {
        if (!patch.remove(file.text(path, "a path to remove"))) {
          throw file.error(path, "nothing there to remove");
        }
      }
    }
    return record;
  }

  private static Policy policy(YamlFile file, YamlFile.@Nullable Entry entry) throws RuleException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (entry != null) {
      for (YamlFile.Entry list : file.map(entry.value(), "'policy'").values()) {
        lists.put(list.name(), file.texts(list.value(), "'" + list.name() + "'"));
      }
    }
    return FixturePolicy.of(lists);
  }
}
