package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.partiql.Token.Kind;
import java.util.List;

/**
 * Recognises statements in which a string ends too early, since a client didn't double its quotes:
 * {@code 'Patient's HIV(positive) isn't known'}. DynamoDB refuses them, yet CloudTrail prints them,
 * and words of the value look like names.
 *
 * <p>The sign is a string beside a word that isn't a keyword, a name, a bracket or another value.
 * The grammar has no place for that. What looks like a condition between two strings, as in {@code
 * 'x'and y='z'}, shows no sign: nothing distinguishes it from one.
 */
final class BrokenLiterals {
  private BrokenLiterals() {}

  /** True if a string of these tokens can't end where its quotes say. */
  static boolean in(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is(Kind.STRING)
          && ((i > 0 && endsBeforeNoString(tokens.get(i - 1)))
              || (i + 1 < tokens.size() && startsAfterNoString(tokens.get(i + 1))))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsBeforeNoString(Token token) {
    return isPartOfText(token) || token.isSymbol(".") || token.isSymbol(")");
  }

  private static boolean startsAfterNoString(Token token) {
    return isPartOfText(token) || token.isSymbol(".") || token.isSymbol("(");
  }

  private static boolean isPartOfText(Token token) {
    return switch (token.kind()) {
      case WORD -> !Keywords.isKeyword(Keywords.upperCase(token.text()));
      case NAME, STRING, VALUE -> true;
      default -> false;
    };
  }
}
