package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Statements: attacks by PartiQL that hide, and innocent uses of it. */
final class PartiqlPlants {
  /** May use PartiQL, as the policy says. */
  static final String ANALYST = "AWSReservedSSO_DataAnalyst_0123456789abcdef";

  /** Changes many items by PartiQL, as an override of the policy allows. */
  static final String BACKFILL = "prod-backfill-role";

  /** Reads a whole table by PartiQL each night, which somebody has answered for in the policy. */
  static final String LISTING = "prod-listing-role";

  private static final String DUMP = "bulk-read.partiql-dump";
  private static final String SCAN = "partiql.full-scan";
  private static final String FIRST = "partiql.first-use";
  private static final String SHAPE = "partiql.new-statement-shape";
  private static final String WRITES = "partiql.mass-write";

  private static final int SALE = Fortnight.SALE_DAY;

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
    script.attack(DUMP, "a filter on no key", chosen, part);

    Table indexed = script.own(2, "referrals");
    Caller slow = script.role(2, "intruder-at-an-index", 24);
    String text =
        "SELECT * FROM \"%s\".\"status-index\" WHERE begins_with(\"status\", ***(Redacted))"
            .formatted(indexed.name());
    script.series(
        script.at(12, 0, 1),
        1_300,
        Duration.ofMinutes(1),
        page -> TableCalls.statement(slow, indexed, text));
    script.attack(DUMP, "by an index, with values redacted, a page a minute", slow, indexed);
  }

  /** Each has a condition on the key, which yet lets every item through. */
  private void scansInDisguise() {
    Table either = script.own(3, "warranties");
    Caller either1 = script.role(3, "intruder-or-else");
    String or = "SELECT * FROM \"%s\" WHERE \"pk\" = 'pk#1' OR \"amount\" >= 0";
    statements(script.at(11, 11, 30), 3, either1, either, or);
    script.attack(SCAN, "the key, or anything else", either1, either);

    Table others = script.own(4, "disputes");
    Caller but = script.role(4, "intruder-all-but-one");
    statements(script.at(13, 9, 0), 3, but, others, "SELECT * FROM \"%s\" WHERE \"pk\" <> ''");
    script.attack(SCAN, "all keys but one", but, others);
  }

  /** Thousands of items an hour, each by its key. */
  private void keyedStatements() {
    Table table = script.own(8, "entitlements");
    Caller service = script.role(8, "prod-entitlement-role", 6);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int first = 500 * day;
      script.series(
          script.at(day, 11, 0),
          day == SALE ? 1_500 : 300,
          Duration.ofSeconds(2),
          i -> TableCalls.select(service, table, "*", first + i));
    }
    script.twin(DUMP, "very many statements, each with a key", service, table);

    Table listed = script.own(9, "permissions");
    Caller lister = script.role(9, "prod-permission-role", 6);
    String in = "SELECT * FROM \"" + listed.name() + "\" WHERE \"pk\" IN ";
    script.daily(
        10, 30, day -> TableCalls.statement(lister, listed, in + keys(listed, 50 * day, 40 + day)));
    script.twin(SCAN, "fifty keys in one statement", lister, listed);
  }

  /** Without a key, every night; three times as much on the busiest day. */
  private void nightlyListing() {
    Table table = script.own(10, "catalogue");
    Caller listing = script.role(10, LISTING);
    for (int day = 0; day < Fortnight.DAYS; day++) {
      int pages = day == SALE ? 330 : 120;
      String all = "SELECT * FROM \"" + table.name() + '"';
      script.series(
          script.at(day, 3, 0),
          pages,
          Duration.ofMillis(3_000_000 / pages),
          page -> TableCalls.statement(listing, table, all));
    }
    script.twin(DUMP, "a nightly list, longer after the busiest day", listing, table);
    script.twin(SCAN, "a nightly list that the policy answers for", listing, table);
  }

  private void firstUses() {
    Table known = script.table(14);
    Caller reader = script.role(14, "prod-reader-role");
    readingAsEver(reader, known);
    script.call(script.at(9, 16, 20), TableCalls.select(reader, known, "*", 7));
    script.attack(FIRST, "by a role with a history", reader, known);

    Table closed = script.own(15, "escrow");
    Caller refused = script.role(15, "prod-escrow-role");
    readingAsEver(refused, closed);
    script.call(
        script.at(12, 3, 20),
        TableCalls.select(refused, closed, "*", 7).failing("AccessDeniedException", "no"));
    script.attack(FIRST, "one that is refused, by night", refused, closed);

    Table busy = script.own(16, "checkout");
    Caller batching = script.role(16, "prod-checkout-role", 9);
    readingAsEver(batching, busy);
    script.call(
        script.at(SALE, 12, 30), TableCalls.statements(batching, busy, List.of(select(busy, 4))));
    script.attack(FIRST, "in a batch, at noon of the busiest day", batching, busy);
  }

  private void readingAsEver(Caller caller, Table table) {
    for (int hour = 8; hour < 20; hour++) {
      int of = hour;
      script.daily(hour, 7, day -> TableCalls.getItem(caller, table, 50 * day + of));
    }
  }

  private void knownUsers() {
    Table asked = script.own(17, "surveys");
    Caller analyst =
        Caller.role(Caller.Kind.PERSON, asked.account(), ANALYST, 3, UserAgents.BROWSER);
    script.call(script.at(10, 10, 5), TableCalls.select(analyst, asked, "\"status\"", 1));
    script.call(script.at(10, 10, 9), TableCalls.select(analyst, asked, "\"amount\"", 2));
    script.call(script.at(10, 10, 15), TableCalls.firstPage(analyst, asked));
    script.twin(SCAN, "the editor's first statement, by somebody who may", analyst, asked);
    script.twin(FIRST, "somebody who may, as the policy says", analyst, asked);
    script.twin(SHAPE, "somebody who may and tries things", analyst, asked);

    Table weekly = script.own(18, "settlements");
    Caller once = script.role(18, "prod-weekly-settlement-role");
    for (int day : new int[] {3, 10}) {
      script.call(script.at(day, 6, 0), TableCalls.select(once, weekly, "*", day));
    }
    script.twin(FIRST, "once a week, as the week before", once, weekly);
  }

  private void newShapes() {
    Table ledger = script.table(16);
    Caller user = script.role(16, "prod-ledger-role", 3);
    statementsAsEver(user, ledger);
    script.call(
        script.at(12, 11, 11), TableCalls.select(user, ledger, "\"emailAddress\",\"payload\"", 3));
    script.attack(SHAPE, "one statement", user, ledger);

    Table bent = script.own(19, "tariffs");
    Caller injected = script.role(19, "prod-tariff-role", 3);
    statementsAsEver(injected, bent);
    String or =
        select("\"status\"", bent, 3) + " AND \"amount\" = 0 OR ***(Redacted) = ***(Redacted)";
    script.call(script.at(SALE, 13, 13), TableCalls.statement(injected, bent, or));
    script.attack(SHAPE, "a condition injected, values redacted", injected, bent);

    Table probed = script.own(20, "quotas");
    Caller probing = script.role(20, "prod-quota-role", 3);
    statementsAsEver(probing, probed);
    String broken = select("\"status\"", probed, 3) + " AND \"amount\" =";
    script.call(
        script.at(10, 2, 2),
        TableCalls.statement(probing, probed, broken)
            .failing("ValidationException", "Statement wasn't well formed"));
    script.attack(SHAPE, "one that does not parse", probing, probed);
  }

  private void statementsAsEver(Caller caller, Table table) {
    for (int i = 0; i < 20; i++) {
      int of = i;
      script.daily(
          6 + i / 2,
          30 * (i % 2),
          day -> TableCalls.select(caller, table, "\"status\"", 100 * day + of));
    }
  }

  private void sameShapes() {
    Table table = script.own(21, "rosters");
    Caller service = script.role(21, "prod-roster-role", 3);
    statementsAsEver(service, table);
    script.daily(9, 45, day -> TableCalls.statement(service, table, in(table, day, 2)));
    script.call(
        script.at(10, 9, 46),
        TableCalls.statement(service, table, in(table, 5, 30).toLowerCase(Locale.ROOT)));
    script.call(
        script.at(12, 9, 46),
        TableCalls.statement(
            service, table, select("\"status\"", table, 3).replace(" FROM", "\n  FROM")));
    script.twin(SHAPE, "other values, more of them, other case and lines", service, table);
  }

  private void massWrites() {
    Table emptied = script.table(18);
    Caller deleter = script.role(18, "intruder-deleting");
    script.series(
        script.at(13, 10, 0),
        700,
        Duration.ofMillis(400),
        i -> TableCalls.statement(deleter, emptied, delete(emptied, i)));
    script.attack(WRITES, "within five minutes", deleter, emptied);

    Table batched = script.own(22, "rebates");
    Caller batching = script.role(22, "intruder-deleting-in-batches");
    script.series(
        script.at(SALE, 14, 0),
        24,
        Duration.ofSeconds(10),
        i -> TableCalls.statements(batching, batched, deletes(batched, 25 * i, 25)));
    script.attack(WRITES, "in two dozen calls, on the busiest day", batching, batched);

    Table atOnce = script.own(23, "deposits");
    Caller transacting = script.role(23, "intruder-deleting-at-once", 6);
    script.series(
        script.at(12, 1, 30),
        6,
        Duration.ofSeconds(30),
        i -> TableCalls.transaction(transacting, atOnce, deletes(atOnce, 100 * i, 100)));
    script.attack(WRITES, "in six transactions, each in a new session", transacting, atOnce);
  }

  private void innocentWrites() {
    Table filled = script.own(0, "loyalty-levels");
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

    Table refused = script.own(1, "reservations");
    Caller retrying = script.role(1, "prod-reservation-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.series(
          script.at(day, 15, 0),
          day == SALE ? 900 : 60,
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
    script.twin(WRITES, "two of three fail by their condition", retrying, refused);
  }

  private static List<String> deletes(Table table, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(item -> delete(table, item)).toList();
  }

  private static String delete(Table table, int item) {
    return "DELETE FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(table.name(), table.partitionKey(), table.partition(item));
  }

  private static String select(Table table, int item) {
    return select("*", table, item);
  }

  private static String select(String attributes, Table table, int item) {
    return "SELECT %s FROM \"%s\" WHERE \"%s\" = '%s'"
        .formatted(attributes, table.name(), table.partitionKey(), table.partition(item));
  }

  private static String in(Table table, int first, int count) {
    return "SELECT * FROM \"" + table.name() + "\" WHERE \"pk\" IN " + keys(table, first, count);
  }

  private static String keys(Table table, int first, int count) {
    List<String> keys =
        IntStream.range(first, first + count)
            .filter(item -> item % 997 != 0)
            .mapToObj(item -> "'" + table.partition(item) + "'")
            .toList();
    return "(" + String.join(", ", keys) + ")";
  }

  private void statements(Instant start, int count, Caller caller, Table table, String text) {
    String named = text.formatted(table.name());
    script.series(
        start, count, Duration.ofSeconds(8), page -> TableCalls.statement(caller, table, named));
  }
}
