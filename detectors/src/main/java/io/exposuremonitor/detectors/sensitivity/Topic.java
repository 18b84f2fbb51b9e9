package io.exposuremonitor.detectors.sensitivity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an attribute's name suggests about its values, in the words of six languages. */
enum Topic {
  PHONE(
      "phone phones telephone tel mobile cell cellphone msisdn fax phonenumber phoneno"
          + " mobilenumber mobilephone telefon telefono telefoon handy gsm whatsapp sms"),
  CARD("card cards creditcard debitcard cardnumber cardno ccnumber ccnum cc pan paymentcard"),
  NATIONAL_ID(
      "ssn socialsecurity socialsecuritynumber nationalid nationalinsurance nino insee nir"
          + " securitesociale dni nie nif documento codicefiscale fiscalcode bsn"
          + " burgerservicenummer cpf personnummer cpr hetu steuerid steuernummer"
          + " steueridentifikationsnummer idnr taxid taxnumber tin taxpayerid identitynumber"
          + " identitycard personalnumber personalid idcard citizenid"),
  STREET(
      "street streets streetname streetaddress address addresses addr addressline postaladdress"
          + " homeaddress shippingaddress billingaddress strasse straße adresse direccion"
          + " indirizzo rue calle"),
  POSTCODE("zip zipcode postcode postalcode plz codepostal codigopostal"),
  BIRTH(
      "birth birthday birthdate bday dob dateofbirth born geburtsdatum geburtstag naissance"
          + " datenaissance nacimiento fechanacimiento nascita geboortedatum"),
  HEALTH(
      "diagnosis diagnoses diagnose icd icd10 medication medications medicine prescription"
          + " prescriptions allergy allergies bloodtype bloodgroup bloodpressure symptom symptoms"
          + " hiv disease diseases disability immunization vaccination vaccine patientnotes"
          + " medicalhistory medicalrecord medicalnotes healthcondition healthrecord anamnesis"
          + " comorbidity therapy pregnancy"),
  ICD("icd icd10 icdcode"),
  SECRET_KEY("secretkey secretaccesskey awssecret awssecretkey awssecretaccesskey"),
  /** Numbers under such names are not personal. */
  TECHNICAL(
      "order orderid ordernumber invoice sku product article tracking version build hash checksum"
          + " sha md5 uuid guid trace span serial barcode ean upc isbn imei shipment parcel"
          + " timestamp epoch ts sequence seq offset etag revision commit request reference"
          + " correlation sensor device meter latitude longitude lat lon lng coordinates amount"
          + " price total count quantity size bytes duration"),
  /** Addresses under such names are not postal. */
  NETWORK(
      "ip ipv4 ipv6 mac email mail web url uri host wallet contract network memory bitcoin btc"
          + " eth ethereum crypto blockchain server dns bus i2c");

  private static final Set<Topic> NONE = Set.of();

  /** Longest run of words that is looked up as one. */
  private static final int LONGEST_RUN = 4;

  private static final Pattern CAPITAL_AFTER_SMALL = Pattern.compile("(\\p{Ll}|\\d)(\\p{Lu})");
  private static final Pattern END_OF_CAPITALS = Pattern.compile("(\\p{Lu})(\\p{Lu}\\p{Ll})");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\d]+");
  private static final Pattern NUMBER_AT_END = Pattern.compile("\\d+$");

  private static final Map<String, Set<Topic>> BY_WORD = byWord();

  private final String words;

  Topic(String words) {
    this.words = words;
  }

  private static Map<String, Set<Topic>> byWord() {
    Map<String, Set<Topic>> topics = new HashMap<>();
    for (Topic topic : values()) {
      for (String word : topic.words.split(" ", -1)) {
        topics.computeIfAbsent(word, added -> EnumSet.noneOf(Topic.class)).add(topic);
      }
    }
    return topics;
  }

  /** The topics of a name: of each run of up to {@value #LONGEST_RUN} of its words. */
  static Set<Topic> of(String name) {
    List<String> parts = words(name);
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (int from = 0; from < parts.size(); from++) {
      StringBuilder run = new StringBuilder();
      for (String part : parts.subList(from, Math.min(parts.size(), from + LONGEST_RUN))) {
        run.append(part);
        topics.addAll(BY_WORD.getOrDefault(run.toString(), NONE));
      }
    }
    return topics.isEmpty() ? NONE : Collections.unmodifiableSet(topics);
  }

  /** {@code homePhone_number2} is home, phone, number; digits at the end of a word are dropped. */
  private static List<String> words(String name) {
    String spaced = CAPITAL_AFTER_SMALL.matcher(name).replaceAll("$1 $2");
    spaced = END_OF_CAPITALS.matcher(spaced).replaceAll("$1 $2");
    return SEPARATORS
        .splitAsStream(spaced.toLowerCase(Locale.ROOT))
        .map(Topic::withoutNumber)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Drops the number of {@code phone2}, but not that of {@code icd10} or {@code ipv4}. */
  private static String withoutNumber(String word) {
    return BY_WORD.containsKey(word) ? word : NUMBER_AT_END.matcher(word).replaceAll("");
  }
}
