package io.exposuremonitor.job.simulation;

import java.util.List;
import java.util.function.IntPredicate;

/** Tables that live while CloudTrail is silent about them, and some of which that is usual. */
final class DarkTablePlants {
  /** An account with a trail and tables of its own, which says nothing of the others. */
  static final String ACCOUNT = "222233334444";

  private static final String ID = "blindspot.table-not-covered";
  private static final int SERVICE = 29;

  private final Script script;
  private final Caller writer;

  DarkTablePlants(Script script) {
    this.script = script;
    writer = script.role(SERVICE, "prod-ledger-writer-role");
  }

  void plant() {
    Table dark = table("prod-ledger-state");
    live(dark, hour -> true, hour -> !(hour / 24 == 12 && hour % 24 >= 8));
    script.attack(ID, "its data events are switched off", dark);

    Table young = table("prod-ledger-drafts");
    live(young, hour -> hour >= 10 * 24 + 6, hour -> false);
    script.attack(ID, "alive for days, and never recorded", young);

    Table atNight = table("prod-ledger-nights");
    live(atNight, hour -> hour % 24 < 6, hour -> hour % 24 < 6 && hour / 24 < 11);
    script.attack(ID, "at work by night only, and dark since the busiest day", atNight);

    Table nightly = table("prod-ledger-archive");
    live(nightly, hour -> true, hour -> hour % 24 == 1);
    script.twin(ID, "called by night only", nightly.account(), nightly.arn());

    expiring();
    lateTrail();
    selectors();
  }

  /** DynamoDB deletes what has expired, and CloudTrail does not record that. */
  private void expiring() {
    Table expiring = table("prod-ledger-sessions");
    live(expiring, hour -> hour < 9 * 24, hour -> hour < 9 * 24);
    for (int hour = 9 * 24; hour < 24 * Fortnight.DAYS; hour++) {
      for (int i = 0; i < 12; i++) {
        script.change(
            new ChangeRecord(
                script.at(0, hour, 5 * i), expiring, "REMOVE", 12 * hour + i, "status", "x", true));
      }
    }
    script.twin(ID, "no longer used, and expires", expiring.account(), expiring.arn());
  }

  /** All tables of a Region are silent at once. */
  private void lateTrail() {
    String[] names = {"prod-nordics-orders", "prod-nordics-stock"};
    for (String name : names) {
      Table table = table(name, script.table(SERVICE).account(), "eu-north-1");
      live(table, hour -> true, hour -> !(hour / 24 == 10 && hour % 24 >= 9 && hour % 24 < 17));
      script.twin(ID, "the trail of its Region is late", table.account(), table.arn());
    }
  }

  /** The selectors of a trail leave one of its tables out, and keep the other. */
  private void selectors() {
    Table kept = table("prod-branch-orders", ACCOUNT, "eu-central-1");
    Table leftOut = table("prod-branch-customers", ACCOUNT, "eu-central-1");
    Caller service = role("prod-branch-role");
    Caller intruder = role("intruder-at-the-trail");
    for (int hour = 0; hour < 24 * Fortnight.DAYS; hour++) {
      script.call(script.at(0, hour, 10), TableCalls.getItem(service, kept, hour));
      script.call(script.at(0, hour, 20), TableCalls.getItem(service, leftOut, hour));
    }
    String trail = "arn:aws:cloudtrail:eu-central-1:" + ACCOUNT + ":trail/branch";
    script.call(script.at(1, 9, 0), select(service, trail, kept, leftOut));
    script.call(script.at(12, 16, 0), select(intruder, trail, kept));
    script.attack(ID, "left out by the selectors of the trail", intruder, leftOut);
    script.attack("blindspot.logging-stopped", "one table left out", intruder, trail);
    script.twin(ID, "kept by the selectors of the trail", intruder, kept);
  }

  private static Call select(Caller caller, String trail, Table... tables) {
    JsonText parameters = new JsonText().object().field("trailName", trail);
    parameters.array("advancedEventSelectors").object().field("name", "management");
    parameters.array("fieldSelectors").object().field("field", "eventCategory");
    parameters.array("equals").value("Management").endArray().endObject();
    parameters.endArray().endObject();
    parameters.object().field("name", "tables");
    parameters.array("fieldSelectors");
    parameters.object().field("field", "eventCategory");
    parameters.array("equals").value("Data").endArray().endObject();
    parameters.object().field("field", "resources.type");
    parameters.array("equals").value("AWS::DynamoDB::Table").endArray().endObject();
    parameters.object().field("field", "resources.ARN").array("equals");
    for (Table table : tables) {
      parameters.value(table.arn());
    }
    parameters.endArray().endObject().endArray().endObject().endArray().endObject();
    Api api = Api.other("cloudtrail", "PutEventSelectors", false);
    return Call.plain(caller, api, "eu-central-1", parameters);
  }

  private static Caller role(String name) {
    return Caller.role(Caller.Kind.FUNCTION, ACCOUNT, name, 1, UserAgents.BOTO);
  }

  /** Twelve changes in each hour of the fortnight in which it is alive, and calls where told. */
  private void live(Table table, IntPredicate alive, IntPredicate recorded) {
    for (int hour = 0; hour < 24 * Fortnight.DAYS; hour++) {
      for (int i = 0; i < 12 && alive.test(hour); i++) {
        int item = 12 * hour + i;
        script.change(
            new ChangeRecord(
                script.at(0, hour, 5 * i), table, "MODIFY", item, "status", "settled", false));
        if (recorded.test(hour)) {
          script.call(script.at(0, hour, 5 * i), TableCalls.getItem(writer, table, item));
        }
      }
    }
  }

  private Table table(String name) {
    Table like = script.table(SERVICE);
    return table(name, like.account(), like.region());
  }

  private static Table table(String name, String account, String region) {
    return new Table(account, region, name, "pk", "", List.of("status"), 10_000, true);
  }
}
