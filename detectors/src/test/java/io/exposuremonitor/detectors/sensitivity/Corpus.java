package io.exposuremonitor.detectors.sensitivity;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A labelled corpus, determined by its seed: values of each class and look-alikes. */
final class Corpus {
  static final int EACH = 200;
  private static final String ALNUM =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final List<String> NAMES =
      List.of("anna", "li.wei", "o'neil", "maria-jose", "j_smith", "søren", "kowalski77");
  private static final List<String> DOMAINS =
      List.of("gmail.com", "mail.example.org", "uni-köln.de", "example.co.uk", "firma.io");
  private static final List<String> STREETS =
      List.of("Baker Street", "Elm St", "Fifth Avenue", "Sunset Blvd", "Mill Lane", "Harbour View");

  private final Random random;
  private final ValidNumbers valid;
  private final List<Labelled> all = new ArrayList<>();

  private Corpus(long seed) {
    random = new Random(seed);
    valid = new ValidNumbers(random);
  }

  static List<Labelled> of(long seed) {
    Corpus corpus = new Corpus(seed);
    corpus.contacts();
    corpus.payments();
    corpus.nationalIds();
    corpus.persons();
    corpus.credentials();
    corpus.lookAlikes();
    corpus.harmless();
    return corpus.all;
  }

  private void add(
      String kind, String attributes, Supplier<String> value, @Nullable DataClass dataClass) {
    String[] names = attributes.split(" ", -1);
    for (int i = 0; i < EACH; i++) {
      all.add(new Labelled(kind, names[i % names.length], value.get(), dataClass));
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String email() {
    return any(NAMES) + random.nextInt(100) + '@' + any(DOMAINS);
  }

  private void contacts() {
    add("address alone", "email contact pk", this::email, DataClass.EMAIL_ADDRESS);
    add(
        "address in a text",
        "note body",
        () -> "Please write to <" + email() + ">, thanks",
        DataClass.EMAIL_ADDRESS);
    add(
        "E.164",
        "phone contact value",
        () -> "+4930" + (2 + random.nextInt(7)) + valid.digits(7),
        DataClass.PHONE_NUMBER);
    add(
        "E.164 grouped",
        "mobile note",
        () -> "call +1 (212) " + (200 + random.nextInt(700)) + "-" + valid.digits(4),
        DataClass.PHONE_NUMBER);
    add(
        "national, named",
        "phone homePhone telefon",
        () -> "0" + (30 + random.nextInt(60)) + " " + valid.digits(7),
        DataClass.PHONE_NUMBER);
    add(
        "national US, named",
        "cell phone_number tel",
        () ->
            "("
                + (201 + random.nextInt(700))
                + ") "
                + (200 + random.nextInt(700))
                + "-"
                + valid.digits(4),
        DataClass.PHONE_NUMBER);
    add(
        "national, not named",
        "contact value",
        () -> "0" + (30 + random.nextInt(60)) + " " + valid.digits(7),
        DataClass.PHONE_NUMBER);
  }

  private void payments() {
    add("card alone", "card pan cardNumber value", valid::card, DataClass.PAYMENT_CARD);
    add("card grouped", "payment note", () -> valid.grouped(valid.card()), DataClass.PAYMENT_CARD);
    add(
        "card in a text",
        "comment",
        () -> "paid with " + valid.card() + " yesterday",
        DataClass.PAYMENT_CARD);
    add("IBAN alone", "iban account value", valid::iban, DataClass.BANK_ACCOUNT);
    add(
        "IBAN grouped",
        "bank note",
        () -> "IBAN: " + valid.grouped(valid.iban()),
        DataClass.BANK_ACCOUNT);
  }

  private void nationalIds() {
    add("SSN", "ssn value note", valid::ssn, DataClass.NATIONAL_ID);
    add(
        "SSN without dashes, named",
        "ssn socialSecurityNumber",
        () -> valid.ssn().replace("-", ""),
        DataClass.NATIONAL_ID);
    add("NINO, named", "nino nationalInsurance", valid::nino, DataClass.NATIONAL_ID);
    add("NIR", "nir value", valid::nir, DataClass.NATIONAL_ID);
    add("DNI, named", "dni nif", valid::dni, DataClass.NATIONAL_ID);
    add("DNI, not named", "value", valid::dni, DataClass.NATIONAL_ID);
    add("BSN, named", "bsn", valid::bsn, DataClass.NATIONAL_ID);
    add("CPF", "cpf value", valid::cpf, DataClass.NATIONAL_ID);
    add("personnummer, named", "personnummer", valid::personnummer, DataClass.NATIONAL_ID);
    add("HETU", "hetu value", valid::hetu, DataClass.NATIONAL_ID);
  }

  private void persons() {
    add(
        "street, named",
        "street addressLine1 home_address",
        () -> any(STREETS) + " " + (1 + random.nextInt(200)),
        DataClass.POSTAL_ADDRESS);
    add(
        "street in a text",
        "note value",
        () -> (1 + random.nextInt(200)) + " " + any(STREETS) + ", London",
        DataClass.POSTAL_ADDRESS);
    add("postcode, named", "zip postalCode plz", () -> valid.digits(5), DataClass.POSTAL_ADDRESS);
    add(
        "ISO date, named",
        "dob birthDate geburtsdatum",
        () -> valid.birthday().toString(),
        DataClass.DATE_OF_BIRTH);
    add(
        "written date, named",
        "date_of_birth birthday",
        () -> valid.birthday().format(DateTimeFormatter.ofPattern("dd/MM/yyyy")),
        DataClass.DATE_OF_BIRTH);
    add("date, not named", "value", () -> valid.birthday().toString(), DataClass.DATE_OF_BIRTH);
    add(
        "ICD-10, named",
        "icd10 icd_code",
        () -> valid.letters("ABCDEFGHIJKLMN", 1) + valid.digits(2) + "." + valid.digits(1),
        DataClass.HEALTH);
    add(
        "words, named",
        "diagnosis allergies medication",
        () -> any(List.of("penicillin", "type 2 diabetes", "metformin 500 mg", "asthma")),
        DataClass.HEALTH);
  }

  private void credentials() {
    add(
        "access key id",
        "key config note",
        () -> "AKIA" + valid.letters(BASE32, 16),
        DataClass.AWS_ACCESS_KEY);
    add(
        "secret, named",
        "secretAccessKey aws_secret",
        () -> "aB3" + valid.letters(ALNUM + "+/", 37),
        DataClass.AWS_ACCESS_KEY);
    add(
        "PEM",
        "key cert value",
        () ->
            "-----BEGIN "
                + any(List.of("", "RSA ", "EC ", "OPENSSH "))
                + "PRIVATE KEY-----\n"
                + valid.letters(ALNUM, 64),
        DataClass.PRIVATE_KEY);
    add("GitHub", "token env", () -> "ghp_" + valid.letters(ALNUM, 36), DataClass.ACCESS_TOKEN);
    add(
        "Slack",
        "hook config",
        () -> "xoxb-" + valid.digits(12) + "-" + valid.digits(12) + "-" + valid.letters(ALNUM, 24),
        DataClass.ACCESS_TOKEN);
    add(
        "Stripe",
        "stripe value",
        () -> "sk_live_" + valid.letters(ALNUM, 24),
        DataClass.ACCESS_TOKEN);
    add("JWT", "session value", this::jwt, DataClass.JSON_WEB_TOKEN);
  }

  private String jwt() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header =
        base64.encodeToString(
            "{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    String claims =
        base64.encodeToString(
            ("{\"sub\":\"" + random.nextInt() + "\"}").getBytes(StandardCharsets.UTF_8));
    return header + '.' + claims + '.' + valid.letters(ALNUM, 43);
  }

  /** Hard ones: values made like the real ones, or valid by chance. */
  private void lookAlikes() {
    add(
        "order number of 16 digits",
        "orderId invoiceNumber",
        () -> (1 + random.nextInt(9)) + valid.digits(15),
        null);
    add(
        "number of 16 digits, not named",
        "ref2 value",
        () -> (1 + random.nextInt(9)) + valid.digits(15),
        null);
    add("order number that passes for a card", "orderId tracking", valid::card, null);
    add(
        "card number with a wrong check digit",
        "card value",
        () -> {
          String card = valid.card();
          return card.substring(0, card.length() - 1)
              + (card.charAt(card.length() - 1) - '0' + 1) % 10;
        },
        null);
    add(
        "IBAN with wrong check digits",
        "iban value",
        () -> {
          String iban = valid.iban();
          return iban.substring(0, 2)
              + String.format("%02d", (Integer.parseInt(iban.substring(2, 4)) + 1) % 97)
              + iban.substring(4);
        },
        null);
    add(
        "phone-like part number",
        "partNumber value sku",
        () -> valid.digits(3) + "-" + valid.digits(3) + "-" + valid.digits(4),
        null);
    add("unassigned +number", "value delta", () -> "+" + "999" + valid.digits(8), null);
    add(
        "package and version",
        "dependency value",
        () ->
            "@scope/pkg@" + random.nextInt(9) + "." + random.nextInt(20) + "." + random.nextInt(9),
        null);
    add("handle", "handle mention", () -> "@" + any(NAMES), null);
    add("IMEI", "imei deviceId", () -> valid.luhn("35", 15), null);
    add("EAN-13", "barcode ean value", () -> "4" + valid.digits(12), null);
    add(
        "IP address",
        "ipAddress address",
        () ->
            random.nextInt(255)
                + "."
                + random.nextInt(255)
                + "."
                + random.nextInt(255)
                + "."
                + random.nextInt(255),
        null);
    add(
        "wallet address",
        "walletAddress",
        () -> "0x" + valid.letters("0123456789abcdef", 40),
        null);
    add("nine digits", "value ref", () -> valid.digits(9), null);
    add(
        "SSN that was never assigned",
        "value ssn",
        () -> "9" + valid.digits(2) + "-" + valid.digits(2) + "-" + valid.digits(4),
        null);
    add("date of an event", "createdAt shippedOn", () -> valid.birthday() + "T10:00:00Z", null);
    add(
        "JWT-like",
        "value",
        () ->
            "eyJ"
                + valid.letters(ALNUM, 20)
                + ".eyJ"
                + valid.letters(ALNUM, 20)
                + "."
                + valid.letters(ALNUM, 43),
        null);
    add(
        "public key",
        "cert",
        () -> "-----BEGIN PUBLIC KEY-----\n" + valid.letters(ALNUM, 64),
        null);
    add("Stripe test key", "value", () -> "sk_test_" + valid.letters(ALNUM, 24), null);
  }

  private void harmless() {
    add("UUID", "id pk", () -> new UUID(random.nextLong(), random.nextLong()).toString(), null);
    add("hex id", "traceId value", () -> valid.letters("0123456789abcdef", 32), null);
    add("digits only hex id", "hash value", () -> valid.digits(32), null);
    add("SHA-1", "commit value", () -> valid.letters("0123456789abcdef", 40), null);
    add("epoch milliseconds", "ts updated", () -> "17" + valid.digits(11), null);
    add("epoch microseconds", "seq updated", () -> "17" + valid.digits(14), null);
    add(
        "version",
        "version build",
        () -> random.nextInt(9) + "." + random.nextInt(99) + "." + random.nextInt(9999),
        null);
    add("decimal", "price latitude value", () -> random.nextInt(99) + "." + valid.digits(16), null);
    add("ARN", "role value", () -> "arn:aws:iam::" + valid.digits(12) + ":role/app", null);
    add(
        "URL",
        "url link",
        () -> "https://example.com/p/" + valid.digits(14) + "?v=" + valid.letters(ALNUM, 8),
        null);
    add(
        "words",
        "status title description",
        () -> any(List.of("shipped", "in progress", "a good day", "Main hall 7")),
        null);
    add("base64", "payload value", () -> valid.letters(ALNUM + "+/", 120), null);
    add("ULID", "id sk", () -> "01" + valid.letters(BASE32, 24), null);
    add("sort key", "sk", () -> "ORDER#" + valid.digits(10) + "#" + valid.digits(6), null);
  }
}
