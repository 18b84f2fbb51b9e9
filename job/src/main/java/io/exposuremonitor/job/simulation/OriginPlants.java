package io.exposuremonitor.job.simulation;

/**
 * Actors that call from where they never did, and their innocent twins. They have been at work for
 * a week before the fortnight begins: for less time nobody is known by an origin.
 */
final class OriginPlants {
  private static final int FIRST_DAY = -7;

  private final Script script;

  OriginPlants(Script script) {
    this.script = script;
  }

  void plant() {
    endpoints();
    origins();
  }

  private void endpoints() {
    Table table = script.table(28);
    Caller inside = caller(Caller.Kind.INSTANCE, "prod-endpoint-role", UserAgents.BOTO);
    Caller outside = caller(Caller.Kind.FUNCTION, "prod-endpoint-role", UserAgents.BOTO);
    Caller both = caller(Caller.Kind.INSTANCE, "prod-hybrid-role", UserAgents.BOTO);
    Caller alsoOutside = caller(Caller.Kind.FUNCTION, "prod-hybrid-role", UserAgents.BOTO);
    for (int day = FIRST_DAY; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 7, 0), TableCalls.getItem(inside, table, day - FIRST_DAY));
      script.call(script.at(day, 7, 5), TableCalls.getItem(both, table, day - FIRST_DAY));
      script.call(script.at(day, 19, 0), TableCalls.getItem(alsoOutside, table, day - FIRST_DAY));
    }
    script.call(script.at(11, 3, 0), TableCalls.getItem(outside, table, 1));
    script.attack("network.outside-endpoint", "one item, with its key", inside, table.arn());
    script.twin("network.outside-endpoint", "from both sides, as ever", both.id(), table.arn());
  }

  private void origins() {
    Table table = script.table(28);
    String anywhere = "arn:aws:dynamodb:*:" + table.account() + ":table/*";
    Caller program = caller(Caller.Kind.FUNCTION, "prod-quotes-role", UserAgents.BOTO);
    Caller byHand = caller(Caller.Kind.FUNCTION, "prod-quotes-role", UserAgents.CLI);
    Caller updated =
        caller(Caller.Kind.FUNCTION, "prod-updated-role", UserAgents.BOTO.replace("1.40", "1.41"));
    Caller before = caller(Caller.Kind.FUNCTION, "prod-updated-role", UserAgents.BOTO);
    for (int day = FIRST_DAY; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 8, 0), TableCalls.getItem(program, table, day - FIRST_DAY));
      Caller version = day < Fortnight.DEPLOYMENT_DAY ? before : updated;
      script.call(script.at(day, 8, 5), TableCalls.getItem(version, table, day - FIRST_DAY));
    }
    script.call(script.at(12, 2, 0), TableCalls.getItem(byHand, table, 1));
    script.attack("network.new-origin", "by another program", program, anywhere);
    script.twin("network.new-origin", "another version of its program", before.id(), anywhere);
  }

  private Caller caller(Caller.Kind kind, String name, String program) {
    String account = script.table(28).account();
    return Caller.role(kind, account, name, 2, program);
  }
}
