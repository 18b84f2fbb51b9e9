package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;
import io.exposuremonitor.detectors.policy.Shape.NamedLists;
import io.exposuremonitor.detectors.policy.Shape.Section;
import io.exposuremonitor.detectors.policy.Shape.Sections;
import java.util.ArrayList;
import java.util.List;

/** Generates the commented policy file that users start from. */
public final class PolicyTemplate {
  private static final int WIDTH = 96;

  private static final String HEAD =
      """
      # Exposure policy: what is normal here.
      #
      # Every key but version is optional; what is left out keeps the value that it has here.
      # Patterns match whole names or ARNs, * stands for any run of characters, and a pattern that
      # starts with * must be in quotes. To check this file: exposure-monitor policy check

      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private PolicyTemplate() {}

  /**
   * A policy file with every key, its default and an explanatory comment. Loading it yields exactly
   * {@link Policy#defaults()}, without a problem.
   */
  public static String commented() {
    PolicyTemplate template = new PolicyTemplate();
    template.section(PolicySchema.ROOT, "");
    return template.text.toString();
  }

  /** One entry of a list of sections, with every key, each line indented by {@code indent}. */
  static String example(Section element, String indent) {
    StringBuilder example = new StringBuilder();
    String dash = "- ";
    for (Option option : element.options()) {
      example.append(indent).append(dash).append(option.name()).append(": ");
      example.append(option.example()).append('\n');
      dash = "  ";
    }
    return example.toString();
  }

  private void section(Section section, String indent) {
    for (Option option : section.options()) {
      comment(option.meaning() + details(option.shape()), indent);
      if (option.shape() instanceof Section inner) {
        line(indent, option.name() + ":");
        section(inner, indent + "  ");
      } else if (option.shape() instanceof Sections sections) {
        keys(sections.element(), indent);
        line(indent, option.name() + ":");
        text.append(example(sections.element(), indent + "  # "));
      } else if (option.shape() instanceof NamedLists) {
        line(indent, option.name() + ":");
        line(indent, "  # " + option.example());
      } else {
        leaf(option, indent);
      }
      if (indent.isEmpty()) {
        text.append('\n');
      }
    }
  }

  private void leaf(Option option, String indent) {
    if (option.shape() instanceof Leaf<?> leaf) {
      line(indent, option.name() + ": " + leaf.fallbackText());
    } else {
      comment("Example: " + option.example(), indent);
      line(indent, option.name() + ": []");
    }
  }

  /** The permitted values, if the meaning does not state them. */
  private static String details(Shape shape) {
    if (shape instanceof Leaf<?> leaf) {
      String unit = leaf.unit().isEmpty() ? "" : "; " + leaf.unit();
      return " (" + leaf.type().title() + unit + ")";
    } else if (shape instanceof ListOf list) {
      return " (list: " + list.type().title() + ")";
    }
    return "";
  }

  /** Writes the keys of each entry of a list, in two columns. */
  private void keys(Section element, String indent) {
    int width = element.options().stream().mapToInt(o -> o.name().length()).max().orElse(0) + 2;
    for (Option option : element.options()) {
      boolean required = option.shape() instanceof Leaf<?> leaf && leaf.required();
      String padded = option.name() + " ".repeat(width - option.name().length());
      String meaning =
          option.meaning().replace("`", "")
              + details(option.shape())
              + (required ? " Required." : "");
      String margin = "#   " + padded;
      for (String line : wrap(meaning, WIDTH - indent.length() - margin.length())) {
        line(indent, margin + line);
        margin = "#   " + " ".repeat(width);
      }
    }
  }

  private void comment(String sentence, String indent) {
    for (String line : wrap(sentence, WIDTH - indent.length() - 2)) {
      line(indent, "# " + line);
    }
  }

  private void line(String indent, String line) {
    text.append(indent).append(line.stripTrailing()).append('\n');
  }

  private static List<String> wrap(String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
