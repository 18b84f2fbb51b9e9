package io.exposuremonitor.detectors.sensitivity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises personal data without check digits by the attribute's name or the value's form. */
final class Persons {
  private static final int OLDEST_YEAR = 1900;

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?:[T ].{0,30})?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");

  private static final Pattern POSTCODE =
      Pattern.compile("(?i)(?=.*\\d)[a-z0-9]{2,5}(?:[ -]?[a-z0-9]{2,4})?");

  /** ICD-10: a letter, two digits, more after a dot. */
  private static final Pattern ICD = Pattern.compile("[A-TV-Z]\\d[0-9AB](?:\\.?[0-9A-Z]{1,4})?");

  boolean holdAddress(Text text, AttributeName name) {
    boolean street = name.isAbout(Topic.STREET) && !name.isAbout(Topic.NETWORK);
    if (street && !text.hasAt() && text.letters() >= 3 && text.digits() > 0 && text.spaces() > 0) {
      return true;
    }
    if (name.isAbout(Topic.POSTCODE) && POSTCODE.matcher(text.value()).matches()) {
      return true;
    }
    return text.spaces() > 0
        && text.digits() > 0
        && text.letters() > 5
        && Streets.isIn(text.value());
  }

  /**
   * A date before the item was written, under a name that suggests birth.
   *
   * @param time epoch milliseconds
   */
  boolean holdDateOfBirth(Text text, AttributeName name, long time) {
    if (!name.isAbout(Topic.BIRTH) || text.digits() < 6) {
      return false;
    }
    String value = text.value().strip();
    Matcher first = YEAR_FIRST.matcher(value);
    if (first.matches()) {
      return isBirth(first.group(1), first.group(2), first.group(3), time);
    }
    Matcher last = YEAR_LAST.matcher(value);
    return last.matches()
        && (isBirth(last.group(3), last.group(2), last.group(1), time)
            || isBirth(last.group(3), last.group(1), last.group(2), time));
  }

  private static boolean isBirth(String year, String month, String day, long time) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      LocalDate written = Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate();
      return date.getYear() >= OLDEST_YEAR && !date.isAfter(written);
    } catch (DateTimeException noDate) {
      return false;
    }
  }

  /**
   * Any value under a name that suggests health; under names for diagnosis codes, only such codes.
   */
  boolean holdHealthData(Text text, AttributeName name) {
    if (name.isAbout(Topic.ICD)) {
      return ICD.matcher(text.value().strip()).matches();
    }
    return name.isAbout(Topic.HEALTH)
        && !name.isAbout(Topic.TECHNICAL)
        && text.letters() + text.digits() >= 2;
  }
}
