package io.exposuremonitor.job.element;

import java.io.Serializable;

/**
 * A text file that was read: a policy, a rule, an inventory.
 *
 * @param name for messages
 * @param text its content
 */
public record TextFile(String name, String text) implements Serializable {
  /** Suffix of the names of files with a rule's fixtures. */
  public static final String FIXTURES = ".fixtures.yml";

  /** True when the name is that of a rule file, not of a fixtures file. */
  public static boolean isRule(String name) {
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && !name.endsWith(FIXTURES);
  }
}
