package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Folds the struct of an INSERT: the first level of keys is kept, since these are attribute names;
 * every value becomes {@code ?}.
 */
final class InsertedStruct {
  private final String statement;
  private final FoldedTokens folded;

  InsertedStruct(String statement, FoldedTokens folded) {
    this.statement = statement;
    this.folded = folded;
  }

  /**
   * Folds a token of the struct's first level; a collection counts as one.
   *
   * @param next the token after it
   */
  void fold(Token token, Token next) {
    String key = next.isSymbol(":") && startsField() ? keyOf(token) : null;
    if (token.isSymbol(":") || token.isSymbol(",")) {
      folded.add(token);
    } else if (key != null) {
      folded.add(Kind.KEY, key);
    } else if (!folded.last().is(Kind.VALUE)) {
      folded.add(Token.ANY_VALUE);
      joinAnonymousFields();
    }
  }

  private boolean startsField() {
    return folded.last().isSymbol("{") || folded.last().isSymbol(",");
  }

  private @Nullable String keyOf(Token token) {
    if (token.is(Kind.NAME) || token.is(Kind.WORD)) {
      return token.text();
    }
    if (!token.is(Kind.STRING)) {
      return null;
    }
    String key = Lexer.unquote(statement, token.start(), token.end(), true);
    return key.contains(Lexer.REDACTED) ? null : key;
  }

  /** Fields whose names are redacted as well as their values are merged into one. */
  private void joinAnonymousFields() {
    if (isAnonymousField(0) && folded.last(3).isSymbol(",") && isAnonymousField(4)) {
      folded.removeLast(4);
    }
  }

  private boolean isAnonymousField(int before) {
    return folded.last(before).is(Kind.VALUE)
        && folded.last(before + 1).isSymbol(":")
        && folded.last(before + 2).is(Kind.VALUE);
  }
}
