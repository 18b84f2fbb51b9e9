package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects the tokens of a shape. */
final class FoldedTokens {
  private static final Token NONE = Token.folded(Kind.SYMBOL, "");

  private final List<Token> tokens = new ArrayList<>();

  List<Token> tokens() {
    return tokens;
  }

  /** The last token, or the given number before it; a token of a neutral kind if there is none. */
  Token last(int before) {
    int index = tokens.size() - 1 - before;
    return index < 0 ? NONE : tokens.get(index);
  }

  Token last() {
    return last(0);
  }

  void add(Token token) {
    tokens.add(token);
  }

  void add(Kind kind, String text) {
    tokens.add(Token.folded(kind, text));
  }

  /** A word that follows a value is part of it. */
  void addName(String name) {
    if (!last().is(Kind.VALUE)) {
      add(Kind.NAME, name);
    }
  }

  /** Merges a sign with its number, and a value in a list with the value before it. */
  void addValue(Token value) {
    while ((last().isSymbol("-") || last().isSymbol("+")) && !last(1).isOperand()) {
      removeLast(1);
    }
    if (last().is(Kind.VALUE)) {
      return;
    }
    if (last().isSymbol(",") && last(1).isValue() && value.isValue()) {
      removeLast(1);
    } else {
      add(value);
    }
  }

  void removeLast(int number) {
    tokens.subList(tokens.size() - number, tokens.size()).clear();
  }
}
