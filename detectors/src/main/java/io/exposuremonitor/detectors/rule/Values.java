package io.exposuremonitor.detectors.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Builds the tests for a field's values according to its modifiers. */
final class Values {
  /** A value whose tests need no policy. */
  private record Fixed(List<ValueTest> tests, String pattern) implements FieldExpression.Value {
    @Override
    public List<ValueTest> bind(Placeholders placeholders) {
      return tests;
    }
  }

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  /** Java reads a POSIX class as a set of its letters. */
  private static final Pattern POSIX_CLASS =
      Pattern.compile(
          "\\[:\\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word"
              + "|xdigit):]");

  private final YamlFile file;
  private final Modifiers modifiers;

  Values(YamlFile file, Modifiers modifiers) {
    this.file = file;
    this.modifiers = modifiers;
  }

  /** The tests of one value. */
  FieldExpression.Value of(Node node) throws RuleException {
    String text = file.text(node, "a value");
    return switch (modifiers.kind()) {
      case RE -> fixed(ValueTest.found(regex(node, text)), "*");
      case CIDR -> modifiers.has(Modifier.EXPAND) ? expanded(node, text) : cidr(node, text);
      case FIELDREF ->
          fixed(ValueTest.sameAs(DerivedFields.path(file, node, text), modifiers.cased()), "*");
      case GT -> compared(node, text, sign -> sign > 0);
      case GTE -> compared(node, text, sign -> sign >= 0);
      case LT -> compared(node, text, sign -> sign < 0);
      case LTE -> compared(node, text, sign -> sign <= 0);
      default -> plain(node, text);
    };
  }

  private FieldExpression.Value plain(Node node, String text) throws RuleException {
    if (modifiers.has(Modifier.EXPAND)) {
      return expanded(node, text);
    }
    PlaceholderText.refuse(file, node, text);
    if (!modifiers.encodings().isEmpty()) {
      return encoded(node, text);
    }
    Glob glob = modifiers.withWildcards(Glob.of(text, modifiers.cased()));
    return isDecimal(node, text) && glob.literal()
        ? fixed(ValueTest.comparing(decimal(node, text), sign -> sign == 0), "*")
        : fixed(ValueTest.matching(glob), glob.toString());
  }

  /**
   * False for YAML's hexadecimal and octal numbers and for infinity, which are compared as text.
   */
  private static boolean isDecimal(Node node, String text) {
    return (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))
        && DECIMAL.matcher(text).matches();
  }

  private FieldExpression.Value encoded(Node node, String text) throws RuleException {
    if (!Glob.of(text, true).literal()) {
      throw file.error(node, "a value to be encoded can't have wildcards; write \\* for a plain *");
    }
    List<ValueTest> tests = new ArrayList<>();
    for (String form : Encodings.of(Glob.of(text, true).plain(), modifiers.encodings())) {
      Glob glob = Glob.of(Glob.escape(form), modifiers.cased());
      tests.add(ValueTest.matching(modifiers.withWildcards(glob)));
    }
    return new Fixed(tests, "*");
  }

  private FieldExpression.Value expanded(Node node, String text) throws RuleException {
    PlaceholderText placeholders = PlaceholderText.of(file, node, text);
    boolean cidr = modifiers.has(Modifier.CIDR);
    return new FieldExpression.Value() {
      @Override
      public List<ValueTest> bind(Placeholders lists) throws RuleException {
        List<ValueTest> tests = new ArrayList<>();
        for (String value : placeholders.fill(lists)) {
          tests.add(
              cidr
                  ? ValueTest.within(block(node, value))
                  : ValueTest.matching(modifiers.withWildcards(Glob.of(value, modifiers.cased()))));
        }
        return tests;
      }

      @Override
      public String pattern() {
        return "*";
      }
    };
  }

  private Pattern regex(Node node, String text) throws RuleException {
    if (POSIX_CLASS.matcher(text).find()) {
      throw file.error(node, "classes such as [:digit:] are not supported; write [0-9]");
    }
    int flags =
        (modifiers.has(Modifier.I) ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
            | (modifiers.has(Modifier.M) ? Pattern.MULTILINE : 0)
            | (modifiers.has(Modifier.S) ? Pattern.DOTALL : 0);
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException e) {
      throw file.error(node, "not a regular expression: " + e.getDescription());
    }
  }

  private FieldExpression.Value cidr(Node node, String text) throws RuleException {
    return fixed(ValueTest.within(block(node, text)), "*");
  }

  private Cidr block(Node node, String text) throws RuleException {
    Cidr block = Cidr.parse(text);
    if (block == null) {
      throw file.error(
          node,
          "'" + text + "' is not a CIDR block; write it as ADDRESS/LENGTH, such as 192.0.2.0/24");
    }
    return block;
  }

  private FieldExpression.Value compared(Node node, String text, IntPredicate passes)
      throws RuleException {
    return fixed(ValueTest.comparing(decimal(node, text), passes), "*");
  }

  private BigDecimal decimal(Node node, String text) throws RuleException {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw file.error(node, "'" + text + "' is not a number");
    }
  }

  private static FieldExpression.Value fixed(ValueTest test, String pattern) {
    return new Fixed(List.of(test), pattern);
  }
}
