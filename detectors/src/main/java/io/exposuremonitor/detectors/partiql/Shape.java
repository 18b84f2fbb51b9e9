package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.List;

/** Prints folded tokens such that lexing the result gives the same tokens, or the first of them. */
final class Shape {
  private Shape() {}

  static String print(List<Token> tokens) {
    StringBuilder shape = new StringBuilder();
    String returned = returned(tokens);
    int afterCut = returned.length() + 1 + CutMark.LENGTH;
    int room = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
      if (i > 0 && isSpaced(tokens.get(i - 1), token)) {
        shape.append(' ');
      }
      append(shape, token, next != null && next.isSymbol("("));
      boolean fits = shape.length() + afterCut <= Statement.MAX_SHAPE;
      if (i == 0 || (fits && mayEnd(token))) {
        room = shape.length();
      }
    }
    if (shape.length() <= Statement.MAX_SHAPE) {
      return shape.toString();
    }
    return shape.substring(0, room) + returned + ' ' + CutMark.of(shape);
  }

  /**
   * The end of an UPDATE or DELETE that returns whole items, or nothing. A truncated shape keeps
   * it: whether such a write reads must not depend on its length.
   */
  private static String returned(List<Token> tokens) {
    int at = tokens.size() - 4;
    if (at < 1
        || !(tokens.get(0).isKeyword("UPDATE") || tokens.get(0).isKeyword("DELETE"))
        || !tokens.get(at).isKeyword("RETURNING")
        || !tokens.get(at + 1).isKeyword("ALL")
        || !(tokens.get(at + 2).isKeyword("OLD") || tokens.get(at + 2).isKeyword("NEW"))
        || !tokens.get(at + 3).isSymbol("*")) {
      return "";
    }
    return " RETURNING ALL " + tokens.get(at + 2).text() + " *";
  }

  /** Tokens whose meaning doesn't depend on the token that follows. */
  private static boolean mayEnd(Token token) {
    return token.is(Kind.VALUE) || token.isSymbol(",") || token.isSymbol(")");
  }

  private static boolean isSpaced(Token before, Token token) {
    boolean closes =
        token.isSymbol(",") || token.isSymbol(")") || token.isSymbol(".") || token.isSymbol(":");
    boolean opens = before.isSymbol("(") || before.isSymbol(".") || before.isSymbol("{");
    boolean called = before.is(Kind.FUNCTION) && token.isSymbol("(");
    return !closes && !opens && !called && !token.is(Kind.SUBSCRIPT) && !token.isSymbol("}");
  }

  private static void append(StringBuilder shape, Token token, boolean parenthesisFollows) {
    if (token.is(Kind.KEY)) {
      shape.append('\'').append(token.text().replace("'", "''")).append('\'');
    } else if (token.is(Kind.NAME) && (parenthesisFollows || !Keywords.isPlainName(token.text()))) {
      shape.append('"').append(token.text().replace("\"", "\"\"")).append('"');
    } else {
      shape.append(token.text());
    }
  }
}
