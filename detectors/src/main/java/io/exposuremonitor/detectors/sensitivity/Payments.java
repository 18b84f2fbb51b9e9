package io.exposuremonitor.detectors.sensitivity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Recognises payment cards and bank accounts, alone or within a text. */
final class Payments {
  private static final int MAX_CANDIDATES = 8;
  private static final int MIN_CARD_DIGITS = 14;

  /**
   * Fourteen to nineteen digits, grouped or not, that are not part of a longer number, of a word or
   * of a fraction.
   */
  private static final Pattern CARD =
      Pattern.compile("(?<![\\w.+-])\\d(?:[ -]?\\d){13,18}(?![\\w]|[.-]\\w)");

  /**
   * Issuers and their lengths: Visa 16, Mastercard 16, American Express 15, Discover 16, Diners
   * Club 14, JCB 16, UnionPay 16 to 19 (ISO/IEC 7812 registry).
   */
  private static final Pattern ISSUER =
      Pattern.compile(
          "4\\d{15}|5[1-5]\\d{14}|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}|3[47]\\d{13}"
              + "|6(?:011|4[4-9]\\d|5\\d\\d)\\d{12}|3(?:0[0-5]|[68]\\d)\\d{11}"
              + "|35(?:2[89]|[3-8]\\d)\\d{12}|62\\d{14,17}");

  /** An account number as people and machines write it: unseparated, or in groups of four. */
  private static final Pattern IBAN =
      Pattern.compile(
          "(?<![\\p{Alnum}])[A-Z]{2}\\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?"
              + "(?![\\p{Alnum}])");

  private final IBANValidator ibans = IBANValidator.getInstance();

  /**
   * True when the text holds a number with an issuer's length and prefix, and a valid check digit.
   */
  boolean holdCard(Text text, AttributeName name) {
    boolean denied = name.isAbout(Topic.TECHNICAL) && !name.isAbout(Topic.CARD);
    if (text.longestNumber() < MIN_CARD_DIGITS || denied) {
      return false;
    }
    Matcher candidates = CARD.matcher(text.value());
    for (int i = 0; i < MAX_CANDIDATES && candidates.find(); i++) {
      String digits = Text.digitsOf(candidates.group());
      if (ISSUER.matcher(digits).matches() && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits)) {
        return true;
      }
    }
    return false;
  }

  /** True when the text holds an account in its country's form, with valid check digits. */
  boolean holdIban(Text text) {
    if (text.digits() < 8 || text.upper() < 2) {
      return false;
    }
    Matcher candidates = IBAN.matcher(text.value());
    for (int i = 0; i < MAX_CANDIDATES && candidates.find(); i++) {
      if (ibans.isValid(candidates.group().replace(" ", "").toUpperCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
