package io.exposuremonitor.detectors.sensitivity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/** Recognises e-mail addresses and phone numbers, alone or within a text. */
final class Contacts {
  private static final int MAX_CANDIDATES = 8;
  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![\\w.+-])[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\\p{L}\\d-]{1,63}(\\.[\\p{L}\\d-]{1,63}){1,8}");

  /** E.164: a plus and at most fifteen digits, possibly grouped. */
  private static final Pattern INTERNATIONAL =
      Pattern.compile("(?<![\\w+.])\\+[1-9](?:[ ().-]{0,2}\\d){6,14}(?![\\w-])");

  /** A national number as people write it, or an international one with the prefix 00. */
  private static final Pattern NATIONAL =
      Pattern.compile("\\(?\\d{1,5}\\)?(?:[ ./-]{0,2}\\(?\\d{1,5}\\)?){1,6}");

  private static final int LONGEST_CODE = 3;
  private static final int MIN_DIGITS = 7;
  private static final int MAX_DIGITS = 15;

  private final EmailValidator emails = EmailValidator.getInstance();
  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
  private final Set<Integer> codes = phones.getSupportedCallingCodes();

  /** True when the text holds an address under an existing top-level domain. */
  boolean holdEmailAddress(Text text) {
    if (!text.hasAt()) {
      return false;
    }
    Matcher candidates = EMAIL.matcher(text.value());
    for (int i = 0; i < MAX_CANDIDATES && candidates.find(); i++) {
      if (emails.isValid(candidates.group())) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when the text holds an international number that its country assigns, or is a national one
   * under a name that suggests phones.
   */
  boolean holdPhoneNumber(Text text, AttributeName name) {
    if (text.longestNumber() < MIN_DIGITS) {
      return false;
    }
    return (text.hasPlus() && holdsInternational(text)) || isNational(text, name);
  }

  private boolean holdsInternational(Text text) {
    Matcher candidates = INTERNATIONAL.matcher(text.value());
    for (int i = 0; i < MAX_CANDIDATES && candidates.find(); i++) {
      if (isAssigned(candidates.group())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNational(Text text, AttributeName name) {
    return name.isAbout(Topic.PHONE)
        && !name.isAbout(Topic.TECHNICAL)
        && text.digits() <= MAX_DIGITS
        && NATIONAL.matcher(text.value().strip()).matches();
  }

  private boolean isAssigned(String number) {
    String digits = Text.digitsOf(number);
    for (int length = 1; length <= LONGEST_CODE; length++) {
      int code = Integer.parseInt(digits.substring(0, length));
      if (codes.contains(code) && digits.charAt(length) != '0') {
        long national = Long.parseLong(digits.substring(length));
        return phones.isValidNumber(
            new PhoneNumber().setCountryCode(code).setNationalNumber(national));
      }
    }
    return isAssignedOnceParsed(number);
  }

  /** Zeros after the country's code are significant in some countries, and ignored in others. */
  private boolean isAssignedOnceParsed(String number) {
    try {
      return phones.isValidNumber(
          phones.parse(number, PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY));
    } catch (NumberParseException notANumber) {
      return false;
    }
  }
}
