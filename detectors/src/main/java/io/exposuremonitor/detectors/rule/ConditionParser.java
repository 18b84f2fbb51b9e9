package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses a condition: names of searches, {@code and}, {@code or}, {@code not}, parentheses, {@code
 * 1 of x*}, {@code all of x*}, {@code 2 of them}. {@code not} binds tightest, then {@code and}.
 *
 * <p>{@code them} excludes names that begin with an underscore (Sigma rules specification,
 * "Condition").
 */
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|\\||[^\\s()|]+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern COUNT =
      Pattern.compile("[1-9][0-9]{0,3}|all", Pattern.CASE_INSENSITIVE);
  private static final int MAX_DEPTH = 100;

  private final YamlFile file;
  private final Node node;
  private final Map<String, Expression> searches;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  private ConditionParser(YamlFile file, Node node, Map<String, Expression> searches) {
    this.file = file;
    this.node = node;
    this.searches = searches;
  }

  /** Parses one condition over the searches of its detection. */
  static Expression parse(YamlFile file, Node node, Map<String, Expression> searches)
      throws RuleException {
    ConditionParser parser = new ConditionParser(file, node, searches);
    parser.tokenize(file.text(node, "'condition'"));
    Expression expression = parser.or();
    if (!parser.peek().isEmpty()) {
      throw parser.error(
          "'" + parser.peek() + "' isn't expected here; write 'and' or 'or' before it");
    }
    return expression;
  }

  private void tokenize(String text) throws RuleException {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals("|")) {
        throw error(
            "aggregations (what follows '|') need memory and are not rules here; a condition looks"
                + " at one record");
      }
      tokens.add(matcher.group(1));
    }
    if (tokens.isEmpty()) {
      throw error("the condition is empty");
    }
  }

  private Expression or() throws RuleException {
    List<Expression> parts = new ArrayList<>(List.of(and()));
    while (accept("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.AtLeast(1, parts);
  }

  private Expression and() throws RuleException {
    List<Expression> parts = new ArrayList<>(List.of(not()));
    while (accept("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new Expression.All(parts);
  }

  private Expression not() throws RuleException {
    if (++depth > MAX_DEPTH) {
      throw error("the condition is nested deeper than " + MAX_DEPTH + " levels");
    }
    try {
      return accept("not") ? new Expression.Not(not()) : atom();
    } finally {
      depth--;
    }
  }

  private Expression atom() throws RuleException {
    if (accept("(")) {
      Expression inner = or();
      if (!accept(")")) {
        throw error("a ')' is missing");
      }
      return inner;
    }
    String token = peek();
    if (token.isEmpty() || token.equals(")") || isWord(token)) {
      throw error(
          token.isEmpty()
              ? "the condition ends where a search is expected"
              : "a search is expected where '" + token + "' stands");
    }
    next++;
    return COUNT.matcher(token).matches() && accept("of") ? some(token) : search(token);
  }

  private Expression search(String name) throws RuleException {
    Expression search = searches.get(name);
    if (search == null) {
      throw error("no search is called '" + name + "'" + Hint.of(name, searches.keySet()));
    }
    return search;
  }

  private Expression some(String count) throws RuleException {
    String pattern = peek();
    next++;
    List<Expression> chosen = new ArrayList<>();
    Glob glob = Glob.of(pattern, true);
    boolean them = pattern.equalsIgnoreCase("them");
    searches.forEach(
        (name, search) -> {
          if (them ? !name.startsWith("_") : glob.matches(name)) {
            chosen.add(search);
          }
        });
    if (chosen.isEmpty()) {
      throw error("no search is called '" + pattern + "'" + Hint.of(pattern, searches.keySet()));
    }
    if (count.equalsIgnoreCase("all")) {
      return new Expression.All(chosen);
    }
    int least = Integer.parseInt(count);
    if (least > chosen.size()) {
      throw error(
          "'"
              + count
              + " of "
              + pattern
              + "' asks for more than the "
              + chosen.size()
              + " there are");
    }
    return new Expression.AtLeast(least, chosen);
  }

  private static boolean isWord(String token) {
    return token.equalsIgnoreCase("and")
        || token.equalsIgnoreCase("or")
        || token.equalsIgnoreCase("of");
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private boolean accept(String token) {
    boolean accepted = peek().equalsIgnoreCase(token);
    if (accepted) {
      next++;
    }
    return accepted;
  }

  private RuleException error(String problem) {
    return file.error(node, problem);
  }
}
