package io.exposuremonitor.detectors.sensitivity;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/** Creates valid numbers by other means than the code under test uses to check them. */
final class ValidNumbers {
  private final Random random;

  ValidNumbers(Random random) {
    this.random = random;
  }

  String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** Tries all last digits. */
  String luhn(String start, int length) {
    String body = start + digits(length - 1 - start.length());
    for (int check = 0; check < 10; check++) {
      if (luhnSum(body + check) % 10 == 0) {
        return body + check;
      }
    }
    throw new AssertionError("one of ten fits");
  }

  private static int luhnSum(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? 2 * digit : digit;
      sum += doubled / 10 + doubled % 10;
    }
    return sum;
  }

  String card() {
    return switch (random.nextInt(5)) {
      case 0 -> luhn("37", 15);
      case 1 -> luhn("5" + (1 + random.nextInt(5)), 16);
      case 2 -> luhn("6011", 16);
      case 3 -> luhn("35" + (30 + random.nextInt(50)), 16);
      default -> luhn("4", 16);
    };
  }

  /** Check digits by the remainder of 97, letters as two digits. */
  String iban() {
    String country =
        switch (random.nextInt(4)) {
          case 0 -> "DE";
          case 1 -> "NL";
          case 2 -> "GB";
          default -> "FR";
        };
    String account =
        switch (country) {
          case "DE" -> digits(18);
          case "NL" -> "ABNA" + digits(10);
          case "GB" -> "WEST" + digits(14);
          default -> digits(10) + "A1B2C3D4E5F" + digits(2);
        };
    StringBuilder numbers = new StringBuilder();
    for (char c : (account + country + "00").toCharArray()) {
      numbers.append(Character.digit(c, 36));
    }
    int check = 98 - new BigInteger(numbers.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + String.format("%02d", check) + account;
  }

  String grouped(String text) {
    return text.replaceAll("(.{4})(?!$)", "$1 ");
  }

  LocalDate birthday() {
    return LocalDate.of(1930, 1, 1).plusDays(random.nextInt(30_000));
  }

  String ssn() {
    int area = 1 + random.nextInt(665);
    return String.format("%03d-%02d-%04d", area, 1 + random.nextInt(99), 1 + random.nextInt(9999));
  }

  String nir() {
    LocalDate birth = birthday();
    String body =
        (1 + random.nextInt(2))
            + birth.format(DateTimeFormatter.ofPattern("yyMM"))
            + String.format(
                "%02d%03d%03d",
                1 + random.nextInt(95), 1 + random.nextInt(900), 1 + random.nextInt(900));
    return body + String.format("%02d", 97 - Long.parseLong(body) % 97);
  }

  String dni() {
    int number = random.nextInt(100_000_000);
    return String.format("%08d", number) + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
  }

  /** Tries all numbers until the sum of weights fits. */
  String bsn() {
    while (true) {
      String digits = digits(9);
      int sum = 0;
      for (int i = 0; i < 9; i++) {
        sum += (digits.charAt(i) - '0') * (i == 8 ? -1 : 9 - i);
      }
      if (sum % 11 == 0 && digits.charAt(0) != '0') {
        return digits;
      }
    }
  }

  String cpf() {
    String digits = digits(9);
    for (int length = 9; length < 11; length++) {
      int sum = 0;
      for (int i = 0; i < length; i++) {
        sum += (digits.charAt(i) - '0') * (length + 1 - i);
      }
      int rest = sum % 11;
      digits += rest < 2 ? 0 : 11 - rest;
    }
    return digits.substring(0, 3)
        + '.'
        + digits.substring(3, 6)
        + '.'
        + digits.substring(6, 9)
        + '-'
        + digits.substring(9);
  }

  String personnummer() {
    String date = birthday().format(DateTimeFormatter.ofPattern("yyMMdd"));
    String number = luhn(date, 10);
    return date + '-' + number.substring(6);
  }

  String hetu() {
    String date = birthday().format(DateTimeFormatter.ofPattern("ddMMyy"));
    String number = String.format("%03d", 2 + random.nextInt(898));
    int rest = Integer.parseInt(date + number) % 31;
    return date + '-' + number + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(rest);
  }

  String nino() {
    return "AB" + digits(6) + "ABCD".charAt(random.nextInt(4));
  }

  String letters(String alphabet, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
