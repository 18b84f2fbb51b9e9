package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Content;
import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a statement into tokens, skipping comments and white space. One pass, no backtracking.
 *
 * <p>CloudTrail prints {@code ***(Redacted)} for every value that is no key, and for all values of
 * an INSERT; the token is read as a value, quoted or not.
 */
final class Lexer {
  /**
   * Maximum number of characters read. DynamoDB accepts 8,192 (API reference, ExecuteStatement); a
   * redaction turns two characters into 14.
   */
  static final int MAX_READ = 1 << 16;

  static final String REDACTED = "***(Redacted)";
  private static final Set<String> BEFORE_TABLE = Set.of("FROM", "INTO", "UPDATE");
  private static final Set<String> TWO_CHARACTERS =
      Set.of("<>", "<=", ">=", "!=", "<<", ">>", "||");
  private static final String ONE_CHARACTER = "=<>,.()[]{}:;+-*/%";

  private final String text;
  private final int end;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean openQuote;

  private Lexer(String text) {
    this.text = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
    this.end = this.text.length();
  }

  /**
   * The tokens of a statement.
   *
   * @param tokens its tokens
   * @param openQuote true when it ends inside quotes: it was truncated, or isn't PartiQL
   * @param cut true when it is longer than the part read
   */
  record Result(List<Token> tokens, boolean openQuote, boolean cut) {}

  static Result read(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < lexer.end) {
      lexer.next();
    }
    return new Result(lexer.tokens, lexer.openQuote, lexer.openQuote || lexer.end < text.length());
  }

  private void next() {
    int c = text.codePointAt(at);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      at += Character.charCount(c);
    } else if (text.startsWith("--", at)) {
      skipPast("\n", 2);
    } else if (text.startsWith("/*", at)) {
      skipPast("*/", 2);
    } else if (text.startsWith("***", at)) {
      redaction();
    } else if (c == '\'') {
      quoted('\'', Kind.STRING);
    } else if (c == '`') {
      quoted('`', Kind.VALUE);
    } else if (c == '"') {
      quoted('"', Kind.NAME);
    } else if (c == '?') {
      add(Kind.VALUE, at + 1);
    } else if (startsNumber(c)) {
      number();
    } else if (startsWord(c)) {
      word();
    } else {
      symbol(c);
    }
  }

  private void skipPast(String terminator, int from) {
    int found = text.indexOf(terminator, at + from);
    at = found < 0 ? end : found + terminator.length();
  }

  private void redaction() {
    int i = at + 3;
    if (i < end && text.charAt(i) == '(') {
      i++;
      while (i < end && Keywords.isAsciiLetter(text.charAt(i))) {
        i++;
      }
      if (i < end && text.charAt(i) == ')') {
        i++;
      }
    }
    tokens.add(new Token(Kind.VALUE, "?", at, i, Content.REDACTED));
    at = i;
  }

  /** A doubled quote stands for one character of the text. */
  private void quoted(char quote, Kind kind) {
    int i = at + 1;
    boolean doubled = false;
    while (i < end) {
      if (text.charAt(i) != quote) {
        i++;
      } else if (i + 1 < end && text.charAt(i + 1) == quote) {
        doubled = true;
        i += 2;
      } else {
        break;
      }
    }
    if (i >= end) {
      openQuote = true;
      add(Kind.VALUE, end);
    } else if (kind == Kind.NAME) {
      name(unquote(text, at, i + 1, doubled), i + 1);
    } else {
      add(kind, i + 1);
    }
  }

  private void name(String name, int to) {
    if (name.contains(REDACTED)) {
      add(Kind.VALUE, to);
    } else {
      tokens.add(new Token(Kind.NAME, name, at, to));
      at = to;
    }
  }

  /** The text between the quotes at {@code start} and before {@code end}. */
  static String unquote(String text, int start, int end, boolean doubled) {
    String quote = text.substring(start, start + 1);
    String inner = text.substring(start + 1, end - 1);
    return doubled ? inner.replace(quote + quote, quote) : inner;
  }

  private boolean startsNumber(int c) {
    if (c == '.') {
      return at + 1 < end
          && Keywords.isAsciiDigit(text.charAt(at + 1))
          && !(last().isOperand() || last().is(Kind.WORD));
    }
    return Character.isDigit(c);
  }

  /** Letters adjacent to a number belong to it: no part of a broken literal may remain. */
  private void number() {
    int i = at;
    while (i < end) {
      char c = text.charAt(i);
      boolean exponent = i > at && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E');
      if (!(Character.isLetterOrDigit(c) || c == '_' || c == '.')
          && !(exponent && (c == '+' || c == '-'))) {
        break;
      }
      i++;
    }
    add(Kind.VALUE, Math.max(i, at + Character.charCount(text.codePointAt(at))));
  }

  private static boolean startsWord(int c) {
    return Character.isLetter(c) || c == '_' || c == '$';
  }

  private void word() {
    boolean table = namesTable();
    int i = at;
    while (i < end && continuesWord(i, table)) {
      i += Character.charCount(text.codePointAt(i));
    }
    i = Math.min(i, end);
    String word = text.substring(at, i);
    if (word.equalsIgnoreCase("b64") && i < end && text.charAt(i) == '\'') {
      at = i;
      quoted('\'', Kind.VALUE);
    } else {
      tokens.add(new Token(Kind.WORD, word, at, i));
      at = i;
    }
  }

  private boolean continuesWord(int i, boolean table) {
    int c = text.codePointAt(i);
    return startsWord(c)
        || Character.isDigit(c)
        || (table && c == '-' && i + 1 < end && Character.isLetterOrDigit(text.charAt(i + 1)));
  }

  /** An unquoted name of a table or index may contain hyphens. */
  private boolean namesTable() {
    int before = tokens.size() - 1;
    if (before >= 2 && tokens.get(before).isSymbol(".")) {
      before -= 2;
    }
    return before >= 0
        && tokens.get(before).is(Kind.WORD)
        && BEFORE_TABLE.contains(Keywords.upperCase(tokens.get(before).text()));
  }

  /**
   * Characters that aren't symbols of the language are dropped: they can only be part of a broken
   * value.
   */
  private void symbol(int c) {
    if (CutMark.isAt(text, at)) {
      tokens.add(new Token(Kind.CUT, text.substring(at), at, end));
      at = end;
      return;
    }
    int two = Math.min(at + 2, end);
    if (TWO_CHARACTERS.contains(text.substring(at, two))) {
      symbol(text.substring(at, two), two);
    } else if (ONE_CHARACTER.indexOf(c) >= 0) {
      symbol(text.substring(at, at + 1), at + 1);
    } else {
      at += Character.charCount(c);
    }
  }

  private void symbol(String symbol, int to) {
    tokens.add(new Token(Kind.SYMBOL, symbol.equals("!=") ? "<>" : symbol, at, to));
    at = to;
  }

  private void add(Kind kind, int to) {
    tokens.add(new Token(kind, "?", at, to));
    at = to;
  }

  private Token last() {
    return tokens.isEmpty() ? Token.folded(Kind.SYMBOL, "") : tokens.get(tokens.size() - 1);
  }
}
