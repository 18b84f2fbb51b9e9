package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** A value that contains placeholders, {@code arn:aws:iam::%own_accounts%:role/*}. */
final class PlaceholderText {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)%([A-Za-z0-9_.-]+)%");

  /** A value that can only be meant as a placeholder. Percent encoding has digits. */
  private static final Pattern ALONE = Pattern.compile("%[A-Za-z_][A-Za-z0-9_.-]*%");

  private final YamlFile file;
  private final Node node;
  private final String text;

  private PlaceholderText(YamlFile file, Node node, String text) {
    this.file = file;
    this.node = node;
    this.text = text;
  }

  /**
   * Parses a value. A value without a placeholder is rejected, since {@code expand} must be a
   * mistake.
   */
  static PlaceholderText of(YamlFile file, Node node, String text) throws RuleException {
    if (!PLACEHOLDER.matcher(text).find()) {
      throw file.error(node, "'expand' needs a placeholder such as %own_accounts% in its value");
    }
    return new PlaceholderText(file, node, text);
  }

  /** Rejects a placeholder in a field without {@code expand}, where it would match its own name. */
  static void refuse(YamlFile file, Node node, String text) throws RuleException {
    if (ALONE.matcher(text).matches()) {
      throw file.error(
          node,
          "the placeholder '" + text + "' needs the modifier 'expand' after the field's name");
    }
  }

  /** The text, once for each value of its placeholders; empty if one of the lists is empty. */
  List<String> fill(Placeholders placeholders) throws RuleException {
    List<String> filled = List.of("");
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      filled = times(filled, List.of(plain(text.substring(end, matcher.start()))));
      filled = times(filled, values(placeholders, matcher.group(1)));
      end = matcher.end();
    }
    return times(filled, List.of(plain(text.substring(end))));
  }

  /** A backslash makes a percent sign plain; other escapes are the glob's. */
  private static String plain(String part) {
    return part.replace("\\%", "%");
  }

  private static List<String> times(List<String> heads, List<String> tails) {
    List<String> product = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        product.add(head + tail);
      }
    }
    return product;
  }

  /** Escapes the other wildcards of Sigma, since the policy's patterns only have the asterisk. */
  private List<String> values(Placeholders placeholders, String name) throws RuleException {
    List<String> values = placeholders.list(name);
    if (values == null) {
      String near = NearestName.of(name, placeholders.names());
      throw file.error(
          node,
          "no placeholder '"
              + name
              + "' in the policy; "
              + (near.isEmpty()
                  ? "list its values under 'placeholders' there, or under 'policy' in fixtures"
                  : "did you mean '" + near + "'?"));
    }
    return values.stream().map(value -> value.replaceAll("[?\\\\]", "\\\\$0")).toList();
  }
}
