package io.exposuremonitor.detectors.partiql;

import java.util.Locale;
import java.util.Set;

/** The keywords of DynamoDB's PartiQL (developer guide, ql-reference). */
final class Keywords {
  /** Reserved: names only if quoted. */
  private static final Set<String> RESERVED =
      Set.of(
          "SELECT",
          "FROM",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "IN",
          "BETWEEN",
          "IS",
          "NULL",
          "MISSING",
          "INSERT",
          "INTO",
          "UPDATE",
          "SET",
          "REMOVE",
          "DELETE",
          "RETURNING",
          "AS",
          "EXISTS",
          "LIKE",
          "TRUE",
          "FALSE");

  /** Keywords in one place of the grammar, and names everywhere else. */
  private static final Set<String> CONTEXTUAL =
      Set.of(
          "VALUE",
          "VALUES",
          "ORDER",
          "BY",
          "ASC",
          "DESC",
          "LIMIT",
          "ALL",
          "MODIFIED",
          "OLD",
          "NEW");

  private Keywords() {}

  /** True for a word that is a keyword somewhere in the grammar. */
  static boolean isKeyword(String upperCase) {
    return RESERVED.contains(upperCase) || CONTEXTUAL.contains(upperCase);
  }

  static boolean isReserved(String upperCase) {
    return RESERVED.contains(upperCase);
  }

  /** True for a name that reads as the same name with and without quotes. */
  static boolean isPlainName(String name) {
    if (name.isEmpty() || isAsciiDigit(name.charAt(0))) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(isAsciiLetter(c) || isAsciiDigit(c) || c == '_' || c == '$')) {
        return false;
      }
    }
    return !isKeyword(upperCase(name));
  }

  static String upperCase(String word) {
    return isAscii(word) ? word.toUpperCase(Locale.ROOT) : word;
  }

  static String lowerCase(String word) {
    return isAscii(word) ? word.toLowerCase(Locale.ROOT) : word;
  }

  static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAsciiDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
