package io.exposuremonitor.job.element;

import java.io.Serializable;
import java.util.List;

/**
 * A text file that was read: a policy, a rule, an inventory.
 *
 * @param name for messages
 * @param text its content
 */
public record TextFile(String name, String text) implements Serializable {
  /** Suffix of the names of files with a rule's fixtures, before their extension. */
  public static final String FIXTURES = ".fixtures";

  /** The extensions of YAML files. */
  public static final List<String> YAML = List.of(".yml", ".yaml");

  /** True when the name is that of a rule file, not of a fixtures file. */
  public static boolean isRule(String name) {
    return YAML.stream().anyMatch(name::endsWith)
        && YAML.stream().noneMatch(extension -> name.endsWith(FIXTURES + extension));
  }
}
