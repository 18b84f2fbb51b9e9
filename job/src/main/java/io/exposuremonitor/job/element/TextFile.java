package io.exposuremonitor.job.element;

import java.io.Serializable;

/**
 * A text file that was read: a policy, a rule, an inventory.
 *
 * @param name for messages
 * @param text its content
 */
public record TextFile(String name, String text) implements Serializable {
  /** How the names of files with a rule's fixtures end. */
  public static final String FIXTURES = ".fixtures.yml";

  /** True for the name of a file that holds rules and not fixtures. */
  public static boolean isRule(String name) {
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && !name.endsWith(FIXTURES);
  }
}
