package io.exposuremonitor.detectors.cloudtrail;

/**
 * Finds the attributes that the condition of a PartiQL statement compares with values by {@code =}
 * or {@code IN}, and hashes each pair like an item key with that one attribute. CloudTrail prints
 * the values of key attributes and redacts the others. The values do not leave this class.
 *
 * <p>One pass over the text, without creating tokens; text that can't be parsed is skipped.
 */
final class StatementKeys {
  /** Maximum number of pairs per statement, the same as the number of items in a batch. */
  private static final int MAX_PAIRS = 100;

  private final String text;
  private final KeyHasher hasher;
  private final Request.Part part;
  private int at;
  private int pairs;

  private StatementKeys(String text, KeyHasher hasher, Request.Part part) {
    this.text = text;
    this.hasher = hasher;
    this.part = part;
  }

  /** Adds the hash of each pair in a statement. */
  static void addTo(Request.Part part, String statement, KeyHasher hasher) {
    new StatementKeys(statement, hasher, part).read();
  }

  /** The kind of a token. */
  private enum Kind {
    NAME,
    VALUE,
    SYMBOL,
    END
  }

  private Kind kind = Kind.END;
  private String token = "";

  private void read() {
    while (step() && !isWord("WHERE")) {
      // Skip to the condition, which only RETURNING can follow.
    }
    String name = "";
    String value = "";
    boolean hasValue = false;
    while (pairs < MAX_PAIRS && step()) {
      if (kind == Kind.SYMBOL && token.equals("=")) {
        if (!step()) {
          return;
        }
        if (kind == Kind.VALUE && !name.isEmpty()) {
          add(name, token);
        } else if (kind == Kind.NAME && hasValue) {
          add(lastName(), value);
        }
        name = "";
        hasValue = false;
      } else if (isWord("IN") && !name.isEmpty()) {
        readList(name);
        name = "";
      } else {
        name = kind == Kind.NAME ? lastName() : "";
        hasValue = kind == Kind.VALUE;
        value = hasValue ? token : "";
      }
    }
  }

  /** The last step of a path, such as {@code t.id}. */
  private String lastName() {
    String name = token;
    while (at < text.length() && text.charAt(at) == '.') {
      at++;
      if (!step() || kind != Kind.NAME) {
        return "";
      }
      name = token;
    }
    return name;
  }

  private void readList(String name) {
    if (!step() || !(token.equals("[") || token.equals("("))) {
      return;
    }
    while (pairs < MAX_PAIRS && step() && !token.equals("]") && !token.equals(")")) {
      if (kind == Kind.VALUE) {
        add(name, token);
      }
    }
  }

  private void add(String name, String value) {
    part.addKey(hasher.hashAttribute(name, value));
    pairs++;
  }

  private boolean isWord(String word) {
    return kind == Kind.NAME && token.equalsIgnoreCase(word);
  }

  private boolean step() {
    skipSpaceAndComments();
    if (at == text.length()) {
      kind = Kind.END;
      token = "";
      return false;
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      quoted(c);
    } else if (isNamePart(c) || (c == '-' && isDigit(at + 1))) {
      word();
    } else {
      symbol(c);
    }
    return true;
  }

  /** Comments may hold quotes and keywords that would hide the condition. */
  private void skipSpaceAndComments() {
    while (at < text.length()) {
      if (text.charAt(at) <= ' ') {
        at++;
      } else if (text.startsWith("--", at)) {
        skipPast("\n");
      } else if (text.startsWith("/*", at)) {
        skipPast("*/");
      } else {
        return;
      }
    }
  }

  private void skipPast(String terminator) {
    int found = text.indexOf(terminator, at + 2);
    at = found < 0 ? text.length() : found + terminator.length();
  }

  /** Reads quoted text, in which a doubled quote stands for one. */
  private void quoted(char quote) {
    StringBuilder content = new StringBuilder();
    int i = at + 1;
    while (i < text.length()) {
      if (text.charAt(i) != quote) {
        content.append(text.charAt(i++));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        content.append(quote);
        i += 2;
      } else {
        break;
      }
    }
    boolean closed = i < text.length();
    at = Math.min(i + 1, text.length());
    kind = quote == '"' ? Kind.NAME : Kind.VALUE;
    token = content.toString();
    if (!closed) {
      kind = Kind.SYMBOL;
      token = "";
    }
  }

  private void word() {
    int from = at;
    boolean number = isDigit(at) || text.charAt(at) == '-';
    at++;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (number && at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
      at++;
      while (isDigit(at)) {
        at++;
      }
    }
    kind = number ? Kind.VALUE : Kind.NAME;
    token = text.substring(from, at);
  }

  /**
   * Reads a symbol. Two-character operators are one token, so that {@code <=} does not contain
   * {@code =}.
   */
  private void symbol(char c) {
    int from = at++;
    boolean compares = c == '<' || c == '>' || c == '!';
    if (compares && at < text.length() && "=>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    kind = Kind.SYMBOL;
    token = text.substring(from, at);
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
