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

  /** This file, with the text that all equal files of this process share. */
  TextFile shared() {
    return new TextFile(name, SharedTexts.shared(text));
  }

  /** This file with its text in the form that takes little room. */
  TextFile deflate() {
    return new TextFile(name, SharedTexts.deflated(text));
  }

  /** The file whose deflated form this is, shared. */
  TextFile inflate() {
    return new TextFile(name, SharedTexts.inflated(text));
  }

  /** Java serialisation, by which files get into the graph of a job, writes the deflated form. */
  private Object writeReplace() {
    return new Deflated(name, SharedTexts.deflated(text));
  }

  /** The serialised form. */
  private record Deflated(String name, String text) implements Serializable {
    private Object readResolve() {
      return new TextFile(name, SharedTexts.inflated(text));
    }
  }

  /** True when the name is that of a rule file, not of a fixtures file. */
  public static boolean isRule(String name) {
    return YAML.stream().anyMatch(name::endsWith)
        && YAML.stream().noneMatch(extension -> name.endsWith(FIXTURES + extension));
  }
}
