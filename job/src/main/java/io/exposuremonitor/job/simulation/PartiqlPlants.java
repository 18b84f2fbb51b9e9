package io.exposuremonitor.job.simulation;

import static io.exposuremonitor.job.simulation.Fortnight.SALE_DAY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Attacks by PartiQL and innocent uses of it. */
final class PartiqlPlants {
  /** A role that may use PartiQL according to the policy. */
  static final String ANALYST = "AWSReservedSSO_DataAnalyst_0123456789abcdef";

  /** A role whose mass updates by PartiQL an override of the policy allows. */
  static final String BACKFILL = "prod-backfill-role";

  /** A role that reads a whole table by PartiQL each night; the policy suppresses the finding. */
  static final String LISTING = "prod-listing-role";

  private static final String DUMP = "bulk-read.partiql-dump";
  private static final String SCAN = "partiql.full-scan";
  private static final String FIRST = "partiql.first-use";
  private static final String SHAPE = "partiql.new-statement-shape";
  private static final String WRITES = "partiql.mass-write";

  private final Script script;

  PartiqlPlants(Script script) {
    this.script = script;
  }

  void plant() {
    dumps();
    scansInDisguise();
    keyedStatements();
    nightlyListing();
    firstUses();
    knownUsers();
    newShapes();
    sameShapes();
    massWrites();
    innocentWrites();
  }

  private void dumps() {
    Table whole = script.table(12);
    Caller star = script.role(12, "intruder-select-star");
    statements(script.at(9, 13, 0), 400, star, whole, "SELECT * FROM \"%s\"");
    script.attack(DUMP, "SELECT *", star, whole);
    script.attack(SCAN, "SELECT *", star, whole);

    Table part = script.table(13);
    Caller chosen = script.role(13, "intruder-select-some");
    String some = "SELECT \"emailAddress\" FROM \"%s\" WHERE \"amount\" > ?";
    statements(script.at(10, 20, 0), 320, chosen, part, some);
    script.attack(DUMP, "a filter without a key", chosen, part);

    Table indexed = script.newTable(2, "prod-referrals");
    Caller slow = script.role(2, "intruder-at-an-index", 24);
    String text =
        "SELECT * FROM \"%s\".\"status-index\" WHERE begins_with(\"status\", ***(Redacted))"
            .formatted(indexed.name());
    script.series(
        script.at(12, 0, 1),
        1_300,
        Duration.ofMinutes(1),
        page -> TableCalls.statement(slow, indexed, text));
    script.attack(DUMP, "through an index, with redacted values, a page a minute", slow, indexed);
  }

  /** Statements with a condition on the key that every item satisfies. */
  private void scansInDisguise() {
    Table warranties = script.newTable(3, "prod-warranties");
    Caller weakening = script.role(3, "intruder-or-else");
    String or = "SELECT * FROM \"%s\" WHERE \"pk\" = 'pk#1' OR \"amount\" >= 0";
    statements(script.at(11, 11, 30), 3, weakening, warranties, or);
    script.attack(SCAN, "a key or any other item, by OR", weakening, warranties);

    Table disputes = script.newTable(4, "prod-disputes");
    Caller excluding = script.role(4, "intruder-all-but-one");
    statements(
        script.at(13, 9, 0), 3, excluding, disputes, "SELECT * FROM \"%s\" WHERE \"pk\" <> ''");
    script.attack(SCAN, "all keys but one", excluding, disputes);
  }

  /** Up to 1,500 items an hour, each read by its key. */
  private void keyedStatements() {
    Table table = script.newTable(8, "prod-entitlements");
    Caller service = script.role(8, "prod-entitlement-role", 6);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int first = 500 * day;
      script.series(
          script.at(day, 11, 0),
          day == SALE_DAY ? 1_500 : 300,
          Duration.ofSeconds(2),
          i -> TableCalls.select(service, table, "*", first + i));
    }
    script.twin(DUMP, "very many statements, each with a key", service, table);

    Table listed = script.newTable(9, "prod-permissions");
    Caller lister = script.role(9, "prod-permission-role", 6);
    String in = "SELECT * FROM \"" + listed.name() + "\" WHERE \"pk\" IN ";
    script.daily(
        10,
        30,
        day ->
            TableCalls.statement(lister, listed, in + Statements.keys(listed, 50 * day, 40 + day)));
    script.twin(SCAN, "fifty keys in one statement", lister, listed);
  }

  /** A nightly statement without a key, with three times the pages on the sale day. */
  private void nightlyListing() {
    Table table = script.newTable(10, "prod-catalogue");
    Caller listing = script.role(10, LISTING);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int pages = day == SALE_DAY ? 330 : 120;
      String all = "SELECT * FROM \"" + table.name() + '"';
      script.series(
          script.at(day, 3, 0),
          pages,
          Duration.ofMillis(3_000_000 / pages),
          page -> TableCalls.statement(listing, table, all));
    }
    script.twin(DUMP, "a nightly listing, longer on the sale day", listing, table);
    script.twin(SCAN, "a nightly listing, suppressed by the policy", listing, table);
  }

  private void firstUses() {
    Table known = script.table(14);
    Caller reader = script.role(14, "prod-reader-role");
    readsDaily(reader, known);
    script.call(script.at(9, 16, 20), TableCalls.select(reader, known, "*", 7));
    script.attack(FIRST, "a role with a history of other calls", reader, known);

    Table closed = script.newTable(15, "prod-escrow");
    Caller refused = script.role(15, "prod-escrow-role");
    readsDaily(refused, closed);
    script.call(
        script.at(12, 3, 20),
        TableCalls.select(refused, closed, "*", 7).failing("AccessDeniedException", "no"));
    script.attack(FIRST, "a refused statement at night", refused, closed);

    Table busy = script.newTable(16, "prod-checkout");
    Caller batching = script.role(16, "prod-checkout-role", 9);
    readsDaily(batching, busy);
    script.call(
        script.at(SALE_DAY, 12, 30),
        TableCalls.statements(batching, busy, List.of(Statements.select(busy, 4))));
    script.attack(FIRST, "a batch at noon of the sale day", batching, busy);
  }

  private void readsDaily(Caller caller, Table table) {
    for (int hour = 8; hour < 20; hour++) {
      int offset = hour;
      script.daily(hour, 7, day -> TableCalls.getItem(caller, table, 50 * day + offset));
    }
  }

  private void knownUsers() {
    Table asked = script.newTable(17, "prod-surveys");
    Caller analyst = Caller.person(asked.account(), ANALYST, 3);
    script.call(script.at(10, 10, 5), TableCalls.select(analyst, asked, "\"status\"", 1));
    script.call(script.at(10, 10, 9), TableCalls.select(analyst, asked, "\"amount\"", 2));
    script.call(script.at(10, 10, 15), TableCalls.firstPage(analyst, asked));
    script.twin(
        SCAN,
        "the console's default statement, by an analyst listed in the policy",
        analyst,
        asked);
    script.twin(FIRST, "an analyst listed in the policy", analyst, asked);
    script.twin(SHAPE, "an analyst listed in the policy who tries out statements", analyst, asked);

    Table weekly = script.newTable(18, "prod-settlements");
    Caller once = script.role(18, "prod-weekly-settlement-role");
    for (int day : new int[] {3, 10}) {
      script.call(script.at(day, 6, 0), TableCalls.select(once, weekly, "*", day));
    }
    script.twin(FIRST, "a role that runs one statement a week", once, weekly);
  }

  private void newShapes() {
    Table ledger = script.table(16);
    Caller user = script.role(16, "prod-ledger-role", 3);
    runsStatementsDaily(user, ledger);
    script.call(
        script.at(12, 11, 11), TableCalls.select(user, ledger, "\"emailAddress\",\"payload\"", 3));
    script.attack(SHAPE, "one new statement", user, ledger);

    Table bent = script.newTable(19, "prod-tariffs");
    Caller injected = script.role(19, "prod-tariff-role", 3);
    runsStatementsDaily(injected, bent);
    String or =
        Statements.select("\"status\"", bent, 3)
            + " AND \"amount\" = 0 OR ***(Redacted) = ***(Redacted)";
    script.call(script.at(SALE_DAY, 13, 13), TableCalls.statement(injected, bent, or));
    script.attack(SHAPE, "an injected condition, with redacted values", injected, bent);

    Table probed = script.newTable(20, "prod-quotas");
    Caller probing = script.role(20, "prod-quota-role", 3);
    runsStatementsDaily(probing, probed);
    String broken = Statements.select("\"status\"", probed, 3) + " AND \"amount\" =";
    script.call(
        script.at(10, 2, 2),
        TableCalls.statement(probing, probed, broken)
            .failing("ValidationException", "Statement wasn't well formed"));
    script.attack(SHAPE, "a statement that does not parse", probing, probed);
  }

  private void runsStatementsDaily(Caller caller, Table table) {
    for (int i = 0; i < 20; i++) {
      int offset = i;
      script.daily(
          6 + i / 2,
          30 * (i % 2),
          day -> TableCalls.select(caller, table, "\"status\"", 100 * day + offset));
    }
  }

  private void sameShapes() {
    Table table = script.newTable(21, "prod-rosters");
    Caller service = script.role(21, "prod-roster-role", 3);
    runsStatementsDaily(service, table);
    script.daily(9, 45, day -> TableCalls.statement(service, table, Statements.in(table, day, 2)));
    script.call(
        script.at(10, 9, 46),
        TableCalls.statement(service, table, Statements.in(table, 5, 30).toLowerCase(Locale.ROOT)));
    script.call(
        script.at(12, 9, 46),
        TableCalls.statement(
            service,
            table,
            Statements.select("\"status\"", table, 3).replace(" FROM", "\n  FROM")));
    script.twin(SHAPE, "other values, longer lists, other case and line breaks", service, table);
  }

  private void massWrites() {
    Table emptied = script.table(18);
    Caller deleter = script.role(18, "intruder-deleting");
    script.series(
        script.at(13, 10, 0),
        700,
        Duration.ofMillis(400),
        i -> TableCalls.statement(deleter, emptied, Statements.delete(emptied, i)));
    script.attack(WRITES, "700 deletes within five minutes", deleter, emptied);

    Table batched = script.newTable(22, "prod-rebates");
    Caller batching = script.role(22, "intruder-deleting-in-batches");
    script.series(
        script.at(SALE_DAY, 14, 0),
        24,
        Duration.ofSeconds(10),
        i -> TableCalls.statements(batching, batched, Statements.deletes(batched, 25 * i, 25)));
    script.attack(WRITES, "two dozen batches, on the sale day", batching, batched);

    Table atOnce = script.newTable(23, "prod-deposits");
    Caller transacting = script.role(23, "intruder-deleting-at-once", 6);
    script.series(
        script.at(12, 1, 30),
        6,
        Duration.ofSeconds(30),
        i -> TableCalls.transaction(transacting, atOnce, Statements.deletes(atOnce, 100 * i, 100)));
    script.attack(WRITES, "six transactions, each in a new session", transacting, atOnce);
  }

  private void innocentWrites() {
    Table filled = script.newTable(0, "prod-loyalty-levels");
    Caller backfill = script.role(0, BACKFILL);
    String update = "UPDATE \"%s\" SET \"status\" = ***(Redacted) WHERE \"pk\" = '%s'";
    script.series(
        script.at(10, 14, 0),
        900,
        Duration.ofMillis(300),
        i ->
            TableCalls.statement(
                backfill, filled, update.formatted(filled.name(), filled.partition(i))));
    script.twin(WRITES, "a backfill that the policy allows", backfill, filled);

    Table refused = script.newTable(1, "prod-reservations");
    Caller retrying = script.role(1, "prod-reservation-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.series(
          script.at(day, 15, 0),
          day == SALE_DAY ? 900 : 60,
          Duration.ofMillis(300),
          i -> {
            Call call =
                TableCalls.statement(
                    retrying, refused, update.formatted(refused.name(), refused.partition(i)));
            return i % 3 == 0
                ? call
                : call.failing("ConditionalCheckFailedException", "The conditional request failed");
          });
    }
    script.twin(
        WRITES, "updates, two of three of which fail by their condition", retrying, refused);
  }

  private void statements(Instant start, int count, Caller caller, Table table, String text) {
    String named = text.formatted(table.name());
    script.series(
        start, count, Duration.ofSeconds(8), page -> TableCalls.statement(caller, table, named));
  }
}
