package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.List;

/** Prints folded tokens such that lexing the result gives the same tokens. */
final class Shape {
  private Shape() {}

  static String print(List<Token> tokens) {
    StringBuilder shape = new StringBuilder();
    int room = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
      if (i > 0 && isSpaced(tokens.get(i - 1), token)) {
        shape.append(' ');
      }
      append(shape, token, next != null && next.isSymbol("("));
      boolean fits = shape.length() + 1 + CutMark.LENGTH <= Statement.MAX_SHAPE;
      if (i == 0 || (fits && mayEnd(token))) {
        room = shape.length();
      }
    }
    if (shape.length() <= Statement.MAX_SHAPE) {
      return shape.toString();
    }
    return shape.substring(0, room) + ' ' + CutMark.of(shape);
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
