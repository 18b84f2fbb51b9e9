package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;
import io.exposuremonitor.detectors.policy.Shape.NamedLists;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;

/** Generates the reference table in {@code docs/policy.md}. */
public final class PolicyReference {
  private final StringBuilder text =
      new StringBuilder("| Key | Value | Default | Unit | Meaning |\n|---|---|---|---|---|\n");

  private PolicyReference() {}

  /** All keys of the policy file as a Markdown table, in the order of the template. */
  public static String markdown() {
    PolicyReference reference = new PolicyReference();
    reference.section(PolicySchema.ROOT, "");
    return reference.text.toString();
  }

  private void section(Section section, String path) {
    for (Option option : section.options()) {
      row(path + option.name(), option);
      if (option.shape() instanceof Section inner) {
        section(inner, path + option.name() + '.');
      } else if (option.shape() instanceof Sections sections) {
        section(sections.element(), path + option.name() + "[].");
      }
    }
  }

  private void row(String path, Option option) {
    String[] value = value(option.shape());
    text.append("| `").append(path).append("` | ").append(value[0]);
    text.append(" | ").append(value[1]).append(" | ").append(value[2]);
    text.append(" | ").append(option.meaning()).append(" |\n");
  }

  /** The value's type, default and unit. */
  private static String[] value(Shape shape) {
    if (shape instanceof Leaf<?> leaf) {
      String fallback = leaf.fallback() == null ? "" : "`" + leaf.fallbackText() + "`";
      return new String[] {
        leaf.type().title(), leaf.required() ? "required" : fallback, leaf.unit()
      };
    } else if (shape instanceof ListOf list) {
      return new String[] {"list: " + list.type().title(), "`[]`", ""};
    } else if (shape instanceof Sections) {
      return new String[] {"list of sections", "`[]`", ""};
    } else if (shape instanceof NamedLists lists) {
      return new String[] {"lists by name: " + lists.type().title(), "none", ""};
    }
    return new String[] {"section", "", ""};
  }
}
