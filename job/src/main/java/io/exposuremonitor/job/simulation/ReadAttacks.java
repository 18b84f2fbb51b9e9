package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Attacks that read a table item by item or page by page. */
final class ReadAttacks {
  private static final Api SCAN = Api.read("Scan");
  private static final Api BATCH_GET_ITEM = Api.read("BatchGetItem");
  private static final Api EXECUTE_STATEMENT = Api.write("ExecuteStatement");

  private final AttackPlan plan;
  private final Caller attacker;
  private final Table loot;

  ReadAttacks(AttackPlan plan) {
    this.plan = plan;
    attacker = plan.attacker();
    loot = plan.loot();
  }

  void slowScan(Instant start, Duration span) {
    for (int page = 0; page < span.toMinutes(); page++) {
      plan.add(start, Duration.ofMinutes(page), scan(attacker, loot, -1));
    }
    plan.expect("bulk-read.table-scan", attacker.id(), loot.arn());
  }

  void parallelScan(Instant start) {
    for (int page = 0; page < 600; page++) {
      for (int segment = 0; segment < 8; segment++) {
        Duration after = Duration.ofSeconds(page).plusMillis(100L * segment);
        plan.add(start, after, scan(attacker, loot, segment));
      }
    }
    plan.expect("bulk-read.table-scan", attacker.id(), loot.arn());
  }

  void keySweep(Instant start) {
    for (int batch = 0; batch < 400; batch++) {
      JsonText parameters = new JsonText().object().object("requestItems").object(loot.name());
      parameters.array("keys");
      for (int i = 0; i < 100; i++) {
        parameters.object();
        loot.writeKeyFields(parameters, 100 * batch + i);
        parameters.endObject();
      }
      parameters.endArray().endObject().endObject().endObject();
      Call call = Call.onItems(attacker, BATCH_GET_ITEM, loot, parameters);
      plan.add(start, Duration.ofMillis(600L * batch), call);
    }
    plan.expect("bulk-read.key-sweep", attacker.id(), loot.arn());
  }

  void partiqlDump(Instant start) {
    for (int page = 0; page < 400; page++) {
      JsonText parameters = new JsonText().object();
      parameters.field("statement", "SELECT * FROM \"" + loot.name() + '"').endObject();
      Call call = Call.onItems(attacker, EXECUTE_STATEMENT, loot, parameters);
      plan.add(start, Duration.ofSeconds(page), call);
    }
    plan.expect("bulk-read.partiql-dump", attacker.id(), loot.arn());
    plan.expect("partiql.full-scan", attacker.id(), loot.arn());
  }

  void manyTables(Instant start, Population population) {
    Set<String> seen = new HashSet<>();
    for (Population.Service service : population.services()) {
      for (Table table : service.tables()) {
        if (table.account().equals(attacker.account())
            && seen.size() < 30
            && seen.add(table.name())) {
          plan.add(start, Duration.ofSeconds(20L * seen.size()), scan(attacker, table, -1));
        }
      }
    }
    plan.expect("bulk-read.many-tables", attacker.id(), "");
  }

  void distributedScan(Instant start) {
    for (int i = 0; i < 5; i++) {
      Caller helper = plan.role(plan.attack().role() + '-' + i);
      for (int page = 0; page < 60; page++) {
        plan.add(start, Duration.ofMillis(4_000L * page + 700L * i), scan(helper, loot, -1));
      }
    }
    plan.expect("bulk-read.distributed", loot.account(), loot.arn());
  }

  private static Call scan(Caller caller, Table table, int segment) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    if (segment >= 0) {
      parameters.field("totalSegments", 8).field("segment", segment);
    }
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }
}
