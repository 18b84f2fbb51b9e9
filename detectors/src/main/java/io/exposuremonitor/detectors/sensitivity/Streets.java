package io.exposuremonitor.detectors.sensitivity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises street addresses within texts: a number, preceded or followed by a name with a word
 * for street. Searches from the numbers, since texts have far fewer of them than letters.
 */
final class Streets {
  private static final int MAX_NUMBERS = 64;
  private static final int BEFORE = 60;
  private static final int MAX_WORDS = 4;
  private static final int LONGEST_WORD = 30;

  /** {@code 12 Mill Lane}: the number, one to four words, and one of these. */
  private static final Set<String> ENGLISH =
      Set.of(
          "street",
          "st",
          "road",
          "rd",
          "avenue",
          "ave",
          "lane",
          "ln",
          "drive",
          "boulevard",
          "blvd",
          "court",
          "terrace",
          "parkway",
          "pkwy",
          "crescent",
          "highway",
          "hwy");

  /** {@code 7, rue de la Paix}: the number, one of these, and a name. */
  private static final Set<String> FRENCH = Set.of("rue", "avenue", "boulevard", "chemin", "place");

  /** Endings of street names: {@code Lindenweg 3}. */
  private static final List<String> ENDINGS =
      List.of(
          "straße", "strasse", "str.", "weg", "platz", "gasse", "allee", "straat", "laan", "gatan",
          "vägen", "katu");

  /** Beginnings of street names: {@code Calle Mayor, 5}. */
  private static final List<String> BEGINNINGS =
      List.of("calle ", "avenida ", "via ", "viale ", "piazza ", "rua ");

  private static final Pattern NUMBER_LAST =
      Pattern.compile("\\b(?:calle|avenida|via|viale|piazza|rua) [\\p{L}' .-]{3,40},? $");

  private Streets() {}

  /** True when a text holds a street with a number. */
  static boolean isIn(String text) {
    int numbers = 0;
    int i = 0;
    while (i < text.length() && numbers < MAX_NUMBERS) {
      if (!isDigit(text, i)) {
        i++;
        continue;
      }
      int end = i + 1;
      while (isDigit(text, end)) {
        end++;
      }
      if (end - i <= 5 && (isFirst(text, i, end) || isLast(text, i, end))) {
        return true;
      }
      numbers++;
      i = end;
    }
    return false;
  }

  private static boolean isFirst(String text, int from, int end) {
    int at = end;
    at += isLetter(text, at) ? 1 : 0;
    at += isAt(text, at, ',') ? 1 : 0;
    boolean within = from > 0 && (isWord(text, from - 1) || text.charAt(from - 1) == '.');
    if (within || !isAt(text, at, ' ') || at + 1 >= text.length() || isDigit(text, at + 1)) {
      return false;
    }
    int start = at + 1;
    for (int words = 0; words <= MAX_WORDS; words++) {
      int letters = start;
      while (isLetter(text, letters)) {
        letters++;
      }
      String word = text.substring(start, letters).toLowerCase(Locale.ROOT);
      if (words == 0 && FRENCH.contains(word) && isAt(text, letters, ' ')) {
        return isName(text, letters + 1);
      }
      if (words > 0 && ENGLISH.contains(word) && !isWord(text, letters)) {
        return true;
      }
      int behind = letters;
      while (isLetter(text, behind) || isAt(text, behind, '.', '\'', '-')) {
        behind++;
      }
      if (behind == start || behind - start > LONGEST_WORD || !isAt(text, behind, ' ')) {
        return false;
      }
      start = behind + 1;
    }
    return false;
  }

  /** At least three letters, with the permitted characters between them. */
  private static boolean isName(String text, int from) {
    for (int i = from; i < from + 3; i++) {
      if (!isLetter(text, i) && !isAt(text, i, ' ', '\'', '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLast(String text, int from, int end) {
    if (end - from > 4 || from < 5 || text.charAt(from - 1) != ' ' || isWord(text, end)) {
      return false;
    }
    String near = text.substring(Math.max(0, from - BEFORE), from).toLowerCase(Locale.ROOT);
    int last = near.length() - 1;
    for (String ending : ENDINGS) {
      int before = last - ending.length() - 1;
      if (before >= 0
          && near.startsWith(ending, before + 1)
          && Character.isLetter(near.charAt(before))) {
        return true;
      }
    }
    for (String beginning : BEGINNINGS) {
      if (near.contains(beginning)) {
        return NUMBER_LAST.matcher(near).find();
      }
    }
    return false;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isAt(String text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private static boolean isAt(String text, int at, char one, char other, char third) {
    return isAt(text, at, one) || isAt(text, at, other) || isAt(text, at, third);
  }

  private static boolean isLetter(String text, int at) {
    return at < text.length() && Character.isLetter(text.charAt(at));
  }

  private static boolean isWord(String text, int at) {
    return isDigit(text, at) || isAt(text, at, '_') || isLetter(text, at);
  }
}
