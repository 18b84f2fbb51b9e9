package io.exposuremonitor.job.simulation;

import java.util.function.IntConsumer;

/**
 * Actors that call from where they never did, and their innocent twins. They have been at work for
 * a week before the fortnight begins: for less time nobody is known by an origin.
 */
final class OriginPlants {
  /** A table that everybody may reach from anywhere, as an override of the policy says. */
  static final String OPEN = "prod-opening-hours";

  /** A table that must be reached through an endpoint, as an override of the policy says. */
  static final String CLOSED = "prod-vault-index";

  private static final String OUTSIDE = "network.outside-endpoint";
  private static final String ORIGIN = "network.new-origin";
  private static final int FIRST_DAY = -7;

  private final Script script;

  OriginPlants(Script script) {
    this.script = script;
  }

  void plant() {
    endpoints();
    endpointsThatMatterLess();
    origins();
    familiarOrigins();
  }

  private void endpoints() {
    Table table = script.table(28);
    Caller inside = inside("prod-endpoint-role");
    eachDay(day -> script.call(script.at(day, 7, 0), TableCalls.getItem(inside, table, day + 7)));
    Caller outside = outside("prod-endpoint-role");
    script.call(script.at(11, 3, 0), TableCalls.getItem(outside, table, 1));
    script.attack(OUTSIDE, "one item, with its key", inside, table);

    Table streamed = script.ownStreamed(28, "itineraries");
    Caller reader = inside("prod-itinerary-role");
    eachDay(day -> script.call(script.at(day, 7, 10), StreamReads.records(reader, streamed)));
    Caller elsewhere = outside("prod-itinerary-role");
    script.call(script.at(12, 12, 0), StreamReads.records(elsewhere, streamed));
    script.attack(
        OUTSIDE, "the table's changes", reader.id(), streamed.arn(), streamed.streamArn());

    Table closed = script.own(28, CLOSED.substring(5));
    Caller newcomer = outside("prod-newcomer-role");
    script.call(script.at(10, 14, 0), TableCalls.getItem(newcomer, closed, 1));
    script.attack(OUTSIDE, "a newcomer, where the policy requires one", newcomer, closed);
  }

  private void endpointsThatMatterLess() {
    Table table = script.table(28);
    Caller both = inside("prod-hybrid-role");
    Caller alsoOutside = outside("prod-hybrid-role");
    eachDay(
        day -> {
          script.call(script.at(day, 7, 5), TableCalls.getItem(both, table, day + 7));
          script.call(script.at(day, 19, 0), TableCalls.getItem(alsoOutside, table, day + 7));
        });
    script.twin(OUTSIDE, "from both sides, as ever", both, table);

    Table open = script.own(28, OPEN.substring(5));
    Caller known = inside("prod-opening-role");
    eachDay(day -> script.call(script.at(day, 7, 15), TableCalls.getItem(known, open, day + 7)));
    Caller moved = outside("prod-opening-role");
    script.call(script.at(12, 9, 0), TableCalls.getItem(moved, open, 1));
    script.twin(OUTSIDE, "where the policy says that it does not matter", known, open);

    Table queried = script.own(28, "fleet");
    Caller asking = inside("prod-fleet-role");
    eachDay(
        day -> script.call(script.at(day, 7, 20), TableCalls.getItem(asking, queried, day + 7)));
    Caller forIt =
        Caller.service(
            Caller.Kind.FUNCTION, asking.account(), "prod-fleet-role", "athena.amazonaws.com");
    script.call(script.at(11, 9, 0), TableCalls.scan(forIt, queried));
    script.twin(OUTSIDE, "a service that calls for it", asking, queried);
  }

  private void origins() {
    Table table = script.table(28);
    String anywhere = anywhere(table);
    Caller program = outside("prod-quotes-role");
    asEver(program, 0, table);
    Caller byHand = by("prod-quotes-role", UserAgents.CLI);
    script.call(script.at(12, 2, 0), TableCalls.getItem(byHand, table, 1));
    script.attack(ORIGIN, "by another program", program, anywhere);

    Caller tried = outside("prod-fares-role");
    asEver(tried, 1, table);
    Caller trying = by("prod-fares-role", UserAgents.CLI);
    script.call(
        script.at(11, 12, 30),
        TableCalls.scan(trying, table).failing("AccessDeniedException", "not authorized"));
    script.attack(ORIGIN, "a call that is refused, on the busiest day", tried, anywhere);

    Caller settled = outside("prod-seats-role");
    asEver(settled, 2, table);
    Table abroad =
        new Table(
            table.account(),
            "ap-southeast-2",
            "prod-seats",
            "pk",
            "",
            table.attributes(),
            9,
            false);
    script.call(script.at(13, 4, 0), TableCalls.getItem(settled, abroad, 1));
    script.attack(ORIGIN, "in a Region where it never was", settled, anywhere);
  }

  private void familiarOrigins() {
    Table table = script.table(28);
    String anywhere = anywhere(table);
    Caller before = outside("prod-updated-role");
    Caller updated = by("prod-updated-role", UserAgents.BOTO.replace("1.40", "1.41"));
    eachDay(
        day -> {
          Caller version = day < Fortnight.DEPLOYMENT_DAY ? before : updated;
          script.call(script.at(day, 8, 30), TableCalls.getItem(version, table, day + 7));
        });
    script.twin(ORIGIN, "another version of its program", before.id(), anywhere);

    Caller asking = outside("prod-tracking-role");
    asEver(asking, 3, table);
    Caller forIt =
        Caller.service(
            Caller.Kind.FUNCTION, asking.account(), "prod-tracking-role", "athena.amazonaws.com");
    script.call(script.at(12, 9, 30), TableCalls.getItem(forIt, table, 1));
    script.twin(ORIGIN, "a service that calls for it", asking.id(), anywhere);

    Caller recent = outside("prod-pilot-role");
    for (int day = 6; day < Fortnight.DAYS; day++) {
      Caller side = day < 11 ? recent : by("prod-pilot-role", UserAgents.CLI);
      script.call(script.at(day, 8, 40), TableCalls.getItem(side, table, day));
    }
    script.twin(ORIGIN, "a new project that still changes", recent.id(), anywhere);
  }

  private void asEver(Caller caller, int minute, Table table) {
    eachDay(
        day -> script.call(script.at(day, 8, minute), TableCalls.getItem(caller, table, day + 7)));
  }

  private static void eachDay(IntConsumer calls) {
    for (int day = FIRST_DAY; day < Fortnight.DAYS; day++) {
      calls.accept(day);
    }
  }

  private static String anywhere(Table table) {
    return "arn:aws:dynamodb:*:" + table.account() + ":table/*";
  }

  private Caller inside(String name) {
    return caller(Caller.Kind.INSTANCE, name, UserAgents.BOTO);
  }

  private Caller outside(String name) {
    return caller(Caller.Kind.FUNCTION, name, UserAgents.BOTO);
  }

  private Caller by(String name, String program) {
    return caller(Caller.Kind.FUNCTION, name, program);
  }

  private Caller caller(Caller.Kind kind, String name, String program) {
    String account = script.table(28).account();
    return Caller.role(kind, account, name, 2, program);
  }
}
