package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.text.EnumNames;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A class of sensitive data: personal data, or credentials. */
public enum DataClass {
  EMAIL_ADDRESS(1, Kind.PERSONAL, "e-mail addresses"),
  PHONE_NUMBER(2, Kind.PERSONAL, "phone numbers"),
  PAYMENT_CARD(3, Kind.PERSONAL, "payment card numbers"),
  BANK_ACCOUNT(4, Kind.PERSONAL, "bank account numbers"),
  NATIONAL_ID(5, Kind.PERSONAL, "national identity or tax numbers"),
  POSTAL_ADDRESS(6, Kind.PERSONAL, "postal addresses"),
  DATE_OF_BIRTH(7, Kind.PERSONAL, "dates of birth"),
  HEALTH(8, Kind.PERSONAL, "health data"),
  AWS_ACCESS_KEY(9, Kind.CREDENTIAL, "AWS access keys"),
  PRIVATE_KEY(10, Kind.CREDENTIAL, "private keys"),
  ACCESS_TOKEN(11, Kind.CREDENTIAL, "access tokens"),
  /** Separate from other tokens, since session stores are full of them. */
  JSON_WEB_TOKEN(12, Kind.CREDENTIAL, "JSON web tokens");

  /** Exclusive upper bound of the codes. */
  static final int CODES = 13;

  private static final Map<String, DataClass> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(DataClass::id, Function.identity()));

  private final int code;
  private final Kind kind;
  private final String plural;

  private enum Kind {
    PERSONAL,
    CREDENTIAL
  }

  DataClass(int code, Kind kind, String plural) {
    this.code = code;
    this.kind = kind;
    this.plural = plural;
  }

  /** The class with an id, or null if there is none. */
  public static @Nullable DataClass of(String id) {
    return BY_ID.get(id);
  }

  /** The name in outputs, such as {@code email-address}. */
  public String id() {
    return EnumNames.kebabCase(this);
  }

  /** True for credentials, false for personal data. */
  public boolean isCredential() {
    return kind == Kind.CREDENTIAL;
  }

  /** The plural noun, for messages. */
  public String plural() {
    return plural;
  }

  /** The index in stored state; never changes. */
  int code() {
    return code;
  }
}
