package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.util.List;

/** Tables that live while CloudTrail is silent about them, and one of which that is usual. */
final class DarkTablePlants {
  private static final int SERVICE = 29;

  private final Script script;

  DarkTablePlants(Script script) {
    this.script = script;
  }

  void plant() {
    Caller writer = script.role(SERVICE, "prod-ledger-writer-role");
    Table dark = table("prod-ledger-state");
    Table nightly = table("prod-ledger-archive");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      for (int hour = 0; hour < 24; hour++) {
        boolean isDark = day == 12 && hour >= 8;
        for (int i = 0; i < 12; i++) {
          Instant time = script.at(day, hour, 5 * i);
          int item = (24 * day + hour) * 12 + i;
          change(time, dark, item);
          if (!isDark) {
            script.call(time, TableCalls.getItem(writer, dark, item));
          }
          change(time, nightly, item);
          if (hour == 1) {
            script.call(time, TableCalls.getItem(writer, nightly, item));
          }
        }
      }
    }
    String id = "blindspot.table-not-covered";
    script.attack(id, "its data events are switched off", dark.account(), dark.arn());
    script.twin(id, "called by night only", nightly.account(), nightly.arn());
  }

  private void change(Instant time, Table table, int item) {
    script.change(new ChangeRecord(time, table, "MODIFY", item, "status", "settled", false));
  }

  private Table table(String name) {
    Table like = script.table(SERVICE);
    return new Table(
        like.account(), like.region(), name, "pk", "", List.of("status"), 10_000, true);
  }
}
