package io.exposuremonitor.detectors.sensitivity;

import java.util.Set;

/** Applies the recognisers of all classes of data. Thread-safe. */
final class Recognizers {
  private static final DataClass[] ALL = DataClass.values();

  private final Contacts contacts = new Contacts();
  private final Payments payments = new Payments();
  private final NationalIds nationalIds = new NationalIds();
  private final Persons persons = new Persons();
  private final Credentials credentials = new Credentials();

  /**
   * Adds the classes that a value belongs to, skipping those already known.
   *
   * @param known the classes found so far in the same attribute
   * @param time when the item was written, epoch milliseconds
   */
  void addTo(Set<DataClass> known, Text text, AttributeName name, long time) {
    if (isPlain(text, name)) {
      return;
    }
    for (DataClass dataClass : ALL) {
      if (!known.contains(dataClass) && holds(dataClass, text, name, time)) {
        known.add(dataClass);
      }
    }
  }

  /**
   * True if the value can't belong to any class under a name that suggests no topic; true for most
   * values.
   */
  private static boolean isPlain(Text text, AttributeName name) {
    boolean noAddress = text.letters() <= 5 || text.spaces() == 0;
    return name.hasNoTopic()
        && !text.hasAt()
        && text.longestWord() < Credentials.SHORTEST
        && text.upper() < Credentials.MIN_CAPITALS
        && (text.digits() == 0 || (text.digits() < NationalIds.MIN_DIGITS && noAddress));
  }

  private boolean holds(DataClass dataClass, Text text, AttributeName name, long time) {
    return switch (dataClass) {
      case EMAIL_ADDRESS -> contacts.holdEmailAddress(text);
      case PHONE_NUMBER -> contacts.holdPhoneNumber(text, name);
      case PAYMENT_CARD -> payments.holdCard(text, name);
      case BANK_ACCOUNT -> payments.holdIban(text);
      case NATIONAL_ID -> nationalIds.holdNumber(text, name);
      case POSTAL_ADDRESS -> persons.holdAddress(text, name);
      case DATE_OF_BIRTH -> persons.holdDateOfBirth(text, name, time);
      case HEALTH -> persons.holdHealthData(text, name);
      case AWS_ACCESS_KEY -> credentials.holdAwsAccessKey(text, name);
      case PRIVATE_KEY -> credentials.holdPrivateKey(text);
      case ACCESS_TOKEN -> credentials.holdToken(text);
      case JSON_WEB_TOKEN -> credentials.holdJsonWebToken(text);
    };
  }
}
