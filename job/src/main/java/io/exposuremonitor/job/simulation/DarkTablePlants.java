package io.exposuremonitor.job.simulation;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Tables that are in use although CloudTrail records no data events of them, and tables for which
 * that is normal.
 */
final class DarkTablePlants {
  /** An account with its own trail and tables, separate from the others. */
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
    changeHourly(dark, hour -> true, hour -> !(hour / 24 == 12 && hour % 24 >= 8));
    script.attack(ID, "data events disabled", dark);

    Table young = table("prod-ledger-drafts");
    changeHourly(young, hour -> hour >= 10 * 24 + 6, hour -> false);
    script.attack(ID, "in use for days, but never recorded", young);

    Table atNight = table("prod-ledger-nights");
    changeHourly(atNight, hour -> hour % 24 < 6, hour -> hour % 24 < 6 && hour / 24 < 11);
    script.attack(ID, "used only at night, and not recorded since the sale day", atNight);

    Table nightly = table("prod-ledger-archive");
    changeHourly(nightly, hour -> true, hour -> hour % 24 == 1);
    script.twin(ID, "called only at night", nightly.account(), nightly.arn());

    expiring();
    lateTrail();
    selectors();
  }

  /** Items expire. CloudTrail does not record deletions by time to live. */
  private void expiring() {
    Table expiring = table("prod-ledger-sessions");
    changeHourly(expiring, hour -> hour < 9 * 24, hour -> hour < 9 * 24);
    for (int hour = 9 * 24; hour < 24 * Fortnight.DAYS; hour++) {
      for (int i = 0; i < 12; i++) {
        script.change(
            new ChangeRecord(
                script.at(0, hour, 5 * i), expiring, "REMOVE", 12 * hour + i, "status", "x", true));
      }
    }
    script.twin(ID, "no longer used, its items expiring", expiring.account(), expiring.arn());
  }

  /** All tables of a Region go silent at once. */
  private void lateTrail() {
    String[] names = {"prod-nordics-orders", "prod-nordics-stock"};
    for (String name : names) {
      Table table = table(name, script.table(SERVICE).account(), "eu-north-1");
      changeHourly(
          table, hour -> true, hour -> !(hour / 24 == 10 && hour % 24 >= 9 && hour % 24 < 17));
      script.twin(ID, "the trail of its Region is late", table.account(), table.arn());
    }
  }

  /** The new selectors of a trail exclude one of its tables and keep the other. */
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
    script.attack(ID, "excluded from the trail's selectors", intruder, leftOut);
    script.attack(
        "blindspot.logging-stopped",
        "one table excluded from a trail's selectors",
        intruder,
        trail);
    script.twin(ID, "kept in the trail's selectors", intruder, kept);
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
    Api api = Api.management("cloudtrail", "PutEventSelectors", false);
    return Call.withoutResources(caller, api, "eu-central-1", parameters);
  }

  private static Caller role(String name) {
    return Caller.role(Caller.Kind.FUNCTION, ACCOUNT, name, 1, UserAgents.BOTO);
  }

  /**
   * Makes twelve changes in each hour of the fortnight that {@code alive} selects. If {@code
   * recorded} selects the hour too, each change comes with a call.
   */
  private void changeHourly(Table table, IntPredicate alive, IntPredicate recorded) {
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
