package io.exposuremonitor.detectors.sensitivity;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Validates numbers that states assign to people by each country's check digit rule. Every method
 * expects a number of the right form.
 */
final class CheckDigits {
  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final BigInteger FRENCH = BigInteger.valueOf(97);

  /** The values of 0-9 and A-Z at odd positions of a codice fiscale. */
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private CheckDigits() {}

  /**
   * Germany's tax id: ISO 7064 mod 11,10; exactly one of the first ten digits is repeated, and no
   * digit occurs more than three times.
   */
  static boolean german(String digits) {
    int[] times = new int[10];
    int product = 10;
    for (int i = 0; i < 10; i++) {
      times[digit(digits, i)]++;
      int sum = (digit(digits, i) + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int repeated = 0;
    boolean tooOften = false;
    for (int count : times) {
      repeated += count > 1 ? 1 : 0;
      tooOften |= count > 3;
    }
    int check = (11 - product) % 10;
    return repeated == 1 && !tooOften && digit(digits, 10) == check;
  }

  /**
   * France's NIR: 97 minus the first thirteen digits modulo 97; Corsica's 2A and 2B count as 19 and
   * 18.
   */
  static boolean french(String number) {
    String digits = number.replace("2A", "19").replace("2B", "18");
    BigInteger body = new BigInteger(digits.substring(0, 13));
    return 97 - body.mod(FRENCH).intValue() == Integer.parseInt(digits.substring(13));
  }

  /**
   * Spain's DNI and NIE: a letter chosen by the number modulo 23; a leading X, Y, Z counts as 0, 1,
   * 2.
   */
  static boolean spanish(String number) {
    String digits = number.replace('X', '0').replace('Y', '1').replace('Z', '2').substring(0, 8);
    return SPANISH.charAt(Integer.parseInt(digits) % 23) == number.charAt(8);
  }

  /** Italy's codice fiscale: a letter chosen by the sum of the values of the other characters. */
  static boolean italian(String code) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = code.charAt(i);
      int value = c <= '9' ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    return code.charAt(15) == 'A' + sum % 26;
  }

  /** The Netherlands' BSN: a sum with weights 9 to 2 and -1 that is divisible by 11. */
  static boolean dutch(String digits) {
    int sum = -digit(digits, 8);
    for (int i = 0; i < 8; i++) {
      sum += (9 - i) * digit(digits, i);
    }
    return sum % 11 == 0 && !isOneDigit(digits);
  }

  /** Brazil's CPF: two check digits modulo 11. */
  static boolean brazilian(String digits) {
    return !isOneDigit(digits)
        && digit(digits, 9) == brazilianCheck(digits, 9)
        && digit(digits, 10) == brazilianCheck(digits, 10);
  }

  private static int brazilianCheck(String digits, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (length + 1 - i) * digit(digits, i);
    }
    return sum * 10 % 11 % 10;
  }

  /** Sweden's personnummer: starts with a date, and the last ten digits pass the Luhn check. */
  static boolean swedish(String digits) {
    String ten = digits.substring(digits.length() - 10);
    return isDay("20" + ten.substring(0, 6)) && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(ten);
  }

  /** Denmark's CPR: starts with a date; since 2007 the check digit need not be valid. */
  static boolean danish(String digits) {
    return isDay("20" + digits.substring(4, 6) + digits.substring(2, 4) + digits.substring(0, 2));
  }

  /**
   * Finland's henkilötunnus: starts with a date and ends with a character chosen by the number
   * modulo 31.
   */
  static boolean finnish(String code) {
    String date = code.substring(0, 6);
    int number = Integer.parseInt(date + code.substring(7, 10));
    return isDay("20" + date.substring(4) + date.substring(2, 4) + date.substring(0, 2))
        && FINNISH.charAt(number % 31) == code.charAt(10);
  }

  /** The century matters for leap days only, and 2000 was a leap year. */
  private static boolean isDay(String yyyymmdd) {
    try {
      int year = Integer.parseInt(yyyymmdd.substring(0, 4));
      int month = Integer.parseInt(yyyymmdd.substring(4, 6));
      return LocalDate.of(year, month, Integer.parseInt(yyyymmdd.substring(6))) != null;
    } catch (DateTimeException noDay) {
      return false;
    }
  }

  private static boolean isOneDigit(String digits) {
    return digits.chars().distinct().count() == 1;
  }

  private static int digit(String digits, int i) {
    return digits.charAt(i) - '0';
  }
}
