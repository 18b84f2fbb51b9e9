package io.exposuremonitor.job.simulation;

import java.util.function.IntConsumer;

/**
 * Actors that call from new origins, and their innocent twins. Both call for a week before the
 * fortnight begins, because an actor's origin is known only after two weeks.
 */
final class OriginPlants {
  /** A table that may be reached from anywhere according to an override of the policy. */
  static final String OPEN = "prod-opening-hours";

  /** A table that must be reached through a VPC endpoint according to an override of the policy. */
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
    script.attack(OUTSIDE, "one item read from outside", inside, table);

    Table streamed = script.newStreamedTable(28, "prod-itineraries");
    Caller reader = inside("prod-itinerary-role");
    eachDay(day -> script.call(script.at(day, 7, 10), StreamReads.records(reader, streamed)));
    Caller elsewhere = outside("prod-itinerary-role");
    script.call(script.at(12, 12, 0), StreamReads.records(elsewhere, streamed));
    script.attack(
        OUTSIDE,
        "the table's stream read from outside",
        reader.id(),
        streamed.arn(),
        streamed.streamArn());

    Table closed = script.newTable(28, CLOSED);
    Caller newcomer = outside("prod-newcomer-role");
    script.call(script.at(10, 14, 0), TableCalls.getItem(newcomer, closed, 1));
    script.attack(OUTSIDE, "a new actor, where the policy requires an endpoint", newcomer, closed);
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
    script.twin(OUTSIDE, "from inside and outside, as always", both, table);

    Table open = script.newTable(28, OPEN);
    Caller known = inside("prod-opening-role");
    eachDay(day -> script.call(script.at(day, 7, 15), TableCalls.getItem(known, open, day + 7)));
    Caller moved = outside("prod-opening-role");
    script.call(script.at(12, 9, 0), TableCalls.getItem(moved, open, 1));
    script.twin(OUTSIDE, "a table that the policy allows to be reached from anywhere", known, open);

    Table queried = script.newTable(28, "prod-fleet");
    Caller asking = inside("prod-fleet-role");
    eachDay(
        day -> script.call(script.at(day, 7, 20), TableCalls.getItem(asking, queried, day + 7)));
    Caller athena = AwsServices.athena(asking.account(), "prod-fleet-role");
    script.call(script.at(11, 9, 0), TableCalls.scan(athena, queried));
    script.twin(OUTSIDE, "a service that calls on the actor's behalf", asking, queried);
  }

  private void origins() {
    Table table = script.table(28);
    String anywhere = table.allInAccount();
    Caller program = outside("prod-quotes-role");
    callsDaily(program, 0, table);
    Caller byHand = withProgram("prod-quotes-role", UserAgents.CLI);
    script.call(script.at(12, 2, 0), TableCalls.getItem(byHand, table, 1));
    script.attack(ORIGIN, "another program", program, anywhere);

    Caller tried = outside("prod-fares-role");
    callsDaily(tried, 1, table);
    Caller trying = withProgram("prod-fares-role", UserAgents.CLI);
    script.call(script.at(11, 12, 30), TableCalls.scan(trying, table).denied());
    script.attack(ORIGIN, "a refused call by another program, on the sale day", tried, anywhere);

    Caller settled = outside("prod-seats-role");
    callsDaily(settled, 2, table);
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
    script.attack(ORIGIN, "a Region in which the actor never called", settled, anywhere);
  }

  private void familiarOrigins() {
    Table table = script.table(28);
    String anywhere = table.allInAccount();
    Caller before = outside("prod-updated-role");
    Caller updated = withProgram("prod-updated-role", UserAgents.BOTO.replace("1.40", "1.41"));
    eachDay(
        day -> {
          Caller version = day < Fortnight.DEPLOYMENT_DAY ? before : updated;
          script.call(script.at(day, 8, 30), TableCalls.getItem(version, table, day + 7));
        });
    script.twin(ORIGIN, "another version of the same program", before.id(), anywhere);

    Caller asking = outside("prod-tracking-role");
    callsDaily(asking, 3, table);
    Caller athena = AwsServices.athena(asking.account(), "prod-tracking-role");
    script.call(script.at(12, 9, 30), TableCalls.getItem(athena, table, 1));
    script.twin(ORIGIN, "a service that calls on the actor's behalf", asking.id(), anywhere);

    Caller recent = outside("prod-pilot-role");
    for (int day = 6; day < Fortnight.DAYS; day++) {
      Caller caller = day < 11 ? recent : withProgram("prod-pilot-role", UserAgents.CLI);
      script.call(script.at(day, 8, 40), TableCalls.getItem(caller, table, day));
    }
    script.twin(ORIGIN, "a new project whose origins still change", recent.id(), anywhere);
  }

  private void callsDaily(Caller caller, int minute, Table table) {
    eachDay(
        day -> script.call(script.at(day, 8, minute), TableCalls.getItem(caller, table, day + 7)));
  }

  private static void eachDay(IntConsumer calls) {
    for (int day = FIRST_DAY; day < Fortnight.DAYS; day++) {
      calls.accept(day);
    }
  }

  private Caller inside(String name) {
    return caller(Caller.Kind.INSTANCE, name, UserAgents.BOTO);
  }

  private Caller outside(String name) {
    return caller(Caller.Kind.FUNCTION, name, UserAgents.BOTO);
  }

  private Caller withProgram(String name, String program) {
    return caller(Caller.Kind.FUNCTION, name, program);
  }

  private Caller caller(Caller.Kind kind, String name, String program) {
    String account = script.table(28).account();
    return Caller.role(kind, account, name, 2, program);
  }
}
