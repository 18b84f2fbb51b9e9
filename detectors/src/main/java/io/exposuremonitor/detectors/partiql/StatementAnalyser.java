package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.activity.Statement.Access;
import io.exposuremonitor.detectors.activity.Statement.Verb;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Determines what statements in DynamoDB's dialect of PartiQL do, as clients write them and as
 * CloudTrail prints them. No value leaves this class.
 *
 * <p>Statements are split into tokens ({@link Lexer}) and folded to their shape ({@link Folding}),
 * which is analysed. For any input, it takes one pass over at most {@value Lexer#MAX_READ}
 * characters and throws no exception.
 *
 * <p>The key schema is not known here: equality or {@code IN} on any top-level attribute counts as
 * {@link Access#KEY_LOOKUP}, so a filter on another attribute passes for one if its value is a
 * parameter. A value that CloudTrail redacts is no key of the table; of an index that is not
 * documented, and writes must name their key. {@link Access#FULL_SCAN} is certain: such a statement
 * fixes no attribute that may be a key. Text in double quotes is a name in PartiQL and stays in the
 * shape, even where a client meant it for a value.
 */
public final class StatementAnalyser {
  private static final Statement EMPTY = unknown("");
  private static final Statement UNREADABLE = unknown("?");

  /** Longer names are ignored; DynamoDB's names have at most 255 characters. */
  private static final int MAX_NAME = 512;

  private final List<Token> tokens;
  private final boolean cut;
  private final Set<String> prefixes = new HashSet<>();
  private String table = "";
  private String index = "";

  private StatementAnalyser(Folding.Result folded) {
    this.tokens = folded.tokens();
    this.cut = folded.cut();
  }

  /**
   * Analyses a statement.
   *
   * @param statement CloudTrail's {@code statement} member, complete or truncated
   * @return its verb, {@link Verb#UNKNOWN} if it isn't a DynamoDB statement; its table and index,
   *     empty if they can't be determined; its access, {@link Access#NONE} if the condition is
   *     truncated; its shape, whose analysis gives the same shape again
   */
  public static Statement analyse(String statement) {
    return new StatementAnalyser(Folding.fold(statement)).analyse();
  }

  private Statement analyse() {
    if (tokens.isEmpty()) {
      return EMPTY;
    }
    Verb verb = verb();
    if (verb == Verb.UNKNOWN) {
      return UNREADABLE;
    }
    int afterTable = readTable(verb);
    Access access = table.isEmpty() ? Access.NONE : access(verb, afterTable);
    return new Statement(verb, table, index, access, Shape.print(tokens));
  }

  private static Statement unknown(String shape) {
    return new Statement(Verb.UNKNOWN, "", "", Access.NONE, shape);
  }

  private Verb verb() {
    if (!tokens.get(0).is(Kind.KEYWORD)) {
      return Verb.UNKNOWN;
    }
    return switch (tokens.get(0).text()) {
      case "SELECT" -> Verb.SELECT;
      case "INSERT" -> Verb.INSERT;
      case "UPDATE" -> Verb.UPDATE;
      case "DELETE" -> Verb.DELETE;
      case "EXISTS" -> Verb.EXISTS;
      default -> Verb.UNKNOWN;
    };
  }

  /** Returns the index of the first token after table, index and alias. */
  private int readTable(Verb verb) {
    int at =
        switch (verb) {
          case UPDATE -> 1;
          case INSERT -> after("INTO", 0);
          default -> after("FROM", 0);
        };
    if (!isName(at)) {
      return at;
    }
    name(tokens.get(at++).text());
    if (at < tokens.size() && tokens.get(at).isSymbol(".") && isName(at + 1)) {
      index = bounded(tokens.get(at + 1).text());
      prefixes.add(index);
      at += 2;
    }
    if (at < tokens.size() && tokens.get(at).isKeyword("AS")) {
      at++;
    }
    if (isName(at)) {
      prefixes.add(tokens.get(at++).text());
    }
    return at;
  }

  /** An ARN may name the index as well as the table. */
  private void name(String text) {
    String name = bounded(text);
    prefixes.add(name);
    table = TableArns.ofIndex(name);
    index = TableArns.index(name);
  }

  private static String bounded(String name) {
    return name.length() > MAX_NAME ? "" : name;
  }

  private Access access(Verb verb, int afterTable) {
    if (verb == Verb.INSERT || cut) {
      return Access.NONE;
    }
    int where = after("WHERE", afterTable);
    if (where < 0) {
      return Access.FULL_SCAN;
    }
    boolean keysArePrinted = verb == Verb.SELECT && index.isEmpty();
    return switch (KeyCondition.judge(tokens, where, prefixes, keysArePrinted)) {
      case FIXES_KEY -> Access.KEY_LOOKUP;
      case FIXES_NOTHING -> Access.FULL_SCAN;
      case INCOMPLETE -> Access.NONE;
    };
  }

  private boolean isName(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(Kind.NAME);
  }

  /** Index of the token after the next such keyword, or -1. */
  private int after(String keyword, int from) {
    for (int i = Math.max(from, 0); i < tokens.size(); i++) {
      if (tokens.get(i).isKeyword(keyword)) {
        return i + 1;
      }
    }
    return -1;
  }
}
