package io.exposuremonitor.detectors.sensitivity;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises numbers that states assign to people. A number whose form and check digits together
 * are rare by chance is recognised under any attribute name; others only under a name that suggests
 * such numbers.
 */
final class NationalIds {
  /** The smallest number of digits of any form. */
  static final int MIN_DIGITS = 6;

  private static final int LONGEST = 40;
  private static final int MAX_CANDIDATES = 8;

  /**
   * United States, Social Security Administration: numbers that were never assigned are excluded.
   */
  private static final String SSN = "(?!000|666|9)\\d{3}%1$s(?!00)\\d{2}%1$s(?!0000)\\d{4}";

  private static final Pattern DASHED_SSN = within(SSN.formatted("-"));

  /** United Kingdom, HMRC's manual NIM39110. */
  private static final Pattern NINO =
      Pattern.compile(
          "(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]");

  private static final Pattern NIR =
      within("[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}");
  private static final Pattern CODICE_FISCALE =
      within("[A-Z]{6}\\d{2}[A-EHLMPRST](?:[04][1-9]|[1256]\\d|[37][01])[A-Z]\\d{3}[A-Z]");
  private static final Pattern HETU = within("\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]");
  private static final Pattern DOTTED_CPF = within("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}");

  /** Forms that are recognised under any name. */
  private static final List<Form> RARE =
      List.of(
          new Form(DASHED_SSN, 9, 9, 0, id -> true),
          new Form(NIR, 14, 8, 0, id -> CheckDigits.french(id.replace(" ", ""))),
          new Form(CODICE_FISCALE, 7, 3, 9, CheckDigits::italian),
          new Form(HETU, 9, 6, 0, CheckDigits::finnish),
          new Form(DOTTED_CPF, 11, 11, 0, id -> CheckDigits.brazilian(Text.digitsOf(id))));

  /** Forms that are recognised, as the whole value, only under a name that suggests them. */
  private static final List<Form> NAMED =
      List.of(
          new Form(Pattern.compile(SSN.formatted("[ -]?")), 9, 9, 0, id -> true),
          new Form(NINO, 6, 6, 3, id -> true),
          new Form(
              Pattern.compile("[1-9]\\d ?\\d{3} ?\\d{3} ?\\d{3}"),
              11,
              11,
              0,
              id -> CheckDigits.german(Text.digitsOf(id))),
          new Form(
              Pattern.compile("(?:\\d{8}|[XYZ]-?\\d{7})-?[A-HJ-NP-TV-Z]"),
              7,
              7,
              1,
              id -> CheckDigits.spanish(id.replace("-", ""))),
          new Form(Pattern.compile("\\d{9}"), 9, 9, 0, CheckDigits::dutch),
          new Form(Pattern.compile("\\d{11}"), 11, 11, 0, CheckDigits::brazilian),
          new Form(
              Pattern.compile("(?:19|20)?\\d{6}[-+]?\\d{4}"),
              10,
              10,
              0,
              id -> CheckDigits.swedish(Text.digitsOf(id))),
          new Form(
              Pattern.compile("\\d{6}-?\\d{4}"),
              10,
              10,
              0,
              id -> CheckDigits.danish(Text.digitsOf(id))));

  /**
   * A number's form and check.
   *
   * @param digits its minimum number of digits
   * @param inARow how many of them are consecutive, ignoring group separators
   * @param upper its number of capitals
   */
  private record Form(Pattern pattern, int digits, int inARow, int upper, Predicate<String> rule) {
    boolean fits(Text text, boolean anyCase) {
      return text.digits() >= digits
          && text.longestNumber() >= inARow
          && (anyCase ? text.letters() : text.upper()) >= upper;
    }

    boolean isIn(String text) {
      Matcher candidates = pattern.matcher(text);
      for (int i = 0; i < MAX_CANDIDATES && candidates.find(); i++) {
        if (rule.test(candidates.group())) {
          return true;
        }
      }
      return false;
    }

    boolean is(String text) {
      return pattern.matcher(text).matches() && rule.test(text);
    }
  }

  private static Pattern within(String form) {
    return Pattern.compile("(?<![\\w.+-])" + form + "(?![\\w]|[.-]\\w)");
  }

  /** True when the text holds such a number. */
  boolean holdNumber(Text text, AttributeName name) {
    boolean named = name.isAbout(Topic.NATIONAL_ID);
    if (text.digits() < MIN_DIGITS || (name.isAbout(Topic.TECHNICAL) && !named)) {
      return false;
    }
    String value = text.value();
    if (named && value.length() <= LONGEST) {
      String whole = value.strip().toUpperCase(Locale.ROOT);
      return isOneOf(NAMED, text, whole) || holdsOneOf(RARE, text, whole, true);
    }
    return holdsOneOf(RARE, text, value, false);
  }

  private static boolean isOneOf(List<Form> forms, Text text, String value) {
    for (Form form : forms) {
      if (form.fits(text, true) && form.is(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsOneOf(List<Form> forms, Text text, String value, boolean anyCase) {
    for (Form form : forms) {
      if (form.fits(text, anyCase) && form.isIn(value)) {
        return true;
      }
    }
    return false;
  }
}
