package io.exposuremonitor.job.simulation;

import java.util.Locale;
import java.util.function.IntFunction;

/** Item changes that put sensitive data into tables, and harmless ones that resemble it. */
final class ContentPlants {
  private static final String CLASS = "sensitive-data.new-class";
  private static final String SECRET = "sensitive-data.secret";

  private final Script script;

  ContentPlants(Script script) {
    this.script = script;
  }

  void plant() {
    classes();
    looksLikeClasses();
    secrets();
    looksLikeSecrets();
  }

  private void classes() {
    Table tickets = script.newStreamedTable(6, "prod-tickets-open");
    addresses(tickets);
    items(10, 12, 40, tickets, "note", i -> "pays with 4111 1111 1111 1111, no. " + i);
    script.attack(CLASS, "card numbers in notes", tickets);

    Table orders = script.newStreamedTable(8, "prod-orders-closed");
    addresses(orders);
    items(
        11,
        13,
        600,
        orders,
        "memo",
        i -> i % 12 == 0 ? "refund to DE89 3704 0044 0532 0130 00 please" : "no refund, case " + i);
    script.attack(CLASS, "account numbers in 8 % of the memos, on the sale day", orders);

    Table logs = script.newStreamedTable(9, "prod-request-log");
    items(0, 1, 600, logs, "line", i -> "GET /account/" + i + " 200 12ms");
    items(12, 3, 200, logs, "line", i -> "GET /reset?to=jo.doe" + i + "@example.com 200 9ms");
    script.attack(CLASS, "email addresses in log lines", logs);
  }

  private void addresses(Table table) {
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int first = 60 * day;
      items(day, 8, 60, table, "contact", i -> "person-" + (first + i) + "@example.com");
    }
  }

  private void looksLikeClasses() {
    Table contacts = script.newStreamedTable(11, "prod-newsletter");
    addresses(contacts);
    items(11, 9, 500, contacts, "contact", i -> "winner-" + i + "@example.com");
    script.twin(
        CLASS,
        "email addresses as usual, many more on the sale day",
        contacts.account(),
        contacts.arn());

    Table numbered = script.newStreamedTable(12, "prod-parcels");
    items(0, 1, 300, numbered, "status", i -> "sent");
    items(
        10,
        9,
        400,
        numbered,
        "orderNumber",
        i ->
            String.format(
                Locale.ROOT, "4%015d", (Hash.of("parcel", i) >>> 1) % 1_000_000_000_000_000L));
    script.twin(
        CLASS, "order numbers that look like card numbers", numbered.account(), numbered.arn());

    Table typed = script.newStreamedTable(13, "prod-feedback");
    items(0, 1, 300, typed, "text", i -> "all was well, visit " + i);
    items(
        12, 10, 500, typed, "text", i -> i % 40 == 0 ? "mail me: a" + i + "@example.com" : "fine");
    script.twin(
        CLASS, "a dozen people who leave their email address", typed.account(), typed.arn());
  }

  private void secrets() {
    Table settings = script.newStreamedTable(14, "prod-settings");
    items(12, 15, 1, settings, "config", i -> "AKIA" + Hash.identifier(Hash.of("secret", 1)));
    script.attack(SECRET, "one access key", settings);

    Table comments = script.newStreamedTable(15, "prod-comments");
    items(
        10,
        15,
        1,
        comments,
        "text",
        i ->
            "use ghp_"
                + (Hash.identifier(7) + Hash.identifier(8) + Hash.identifier(9)).substring(0, 36)
                + " until Friday");
    script.attack(SECRET, "a token in a comment", comments);

    Table files = script.newStreamedTable(16, "prod-attachments");
    String key = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    items(
        11,
        3,
        1,
        files,
        "body",
        i -> "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----");
    script.attack(SECRET, "a private key in a file", files);
  }

  private void looksLikeSecrets() {
    Table certificates = script.newStreamedTable(17, "prod-certificates");
    String base = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo";
    items(
        10,
        11,
        20,
        certificates,
        "body",
        i ->
            i % 2 == 0
                ? "-----BEGIN PUBLIC KEY-----\n" + base + "\n-----END PUBLIC KEY-----"
                : "-----BEGIN CERTIFICATE-----\n" + base + "\n-----END CERTIFICATE-----");
    script.twin(SECRET, "public keys and certificates", certificates.account(), certificates.arn());

    Table builds = script.newStreamedTable(18, "prod-builds");
    items(
        12,
        11,
        50,
        builds,
        "commit",
        i -> Hash.hex(Hash.of("commit", i), 16) + Hash.hex(Hash.of("commit", -i), 16) + "0badcafe");
    items(12, 12, 50, builds, "image", i -> "AKIMBO" + Hash.identifier(Hash.of("image", i)));
    script.twin(SECRET, "hashes and image names", builds.account(), builds.arn());
  }

  private void items(
      int day, int hour, int count, Table table, String attribute, IntFunction<String> values) {
    for (int i = 0; i < count; i++) {
      int item = 10_000 * day + 1_000 * hour + i;
      script.change(
          new ChangeRecord(
              script.at(day, hour, 0).plusSeconds(5L * i),
              table,
              "INSERT",
              item,
              attribute,
              values.apply(i),
              false));
    }
  }
}
