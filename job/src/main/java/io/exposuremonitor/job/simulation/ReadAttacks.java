package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attacks that read a table item by item or page by page. */
final class ReadAttacks {
  private static final Api SCAN = Api.read("Scan");
  private static final Api BATCH_GET_ITEM = Api.read("BatchGetItem");
  private static final Api GET_SHARD_ITERATOR = Api.read("GetShardIterator");
  private static final Api GET_RECORDS = Api.read("GetRecords");
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
    for (int batch = 0; batch < 1_000; batch++) {
      JsonText parameters = new JsonText().object().object("requestItems").object(loot.name());
      parameters.array("keys");
      for (int i = 0; i < 100; i++) {
        parameters.object();
        loot.writeKeyFields(parameters, 100 * batch + i);
        parameters.endObject();
      }
      parameters.endArray().endObject().endObject().endObject();
      Call call = Call.onItems(attacker, BATCH_GET_ITEM, loot, parameters);
      plan.add(start, Duration.ofMillis(200L * batch), call);
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
    List<Table> neighbours =
        population.services().stream()
            .flatMap(Population.Service::allTables)
            .filter(table -> table.account().equals(loot.account()))
            .filter(table -> table.region().equals(loot.region()))
            .limit(30)
            .toList();
    for (int i = 0; i < neighbours.size(); i++) {
      plan.add(start, Duration.ofSeconds(20L * i), scan(attacker, neighbours.get(i), -1));
    }
    String all = loot.arn().replace(loot.name(), "*");
    plan.expect("bulk-read.many-tables", attacker.id(), all);
  }

  void distributedScan(Instant start) {
    for (int i = 0; i < 5; i++) {
      Caller helper = plan.role(plan.attack().role() + '-' + i);
      for (int page = 0; page < 150; page++) {
        plan.add(start, Duration.ofSeconds(20L * page + 3L * i), scan(helper, loot, -1));
      }
    }
    plan.expect("bulk-read.distributed", loot.account(), loot.arn());
  }

  void rogueReader(Instant start) {
    List<Caller> readers =
        List.of(
            attacker,
            plan.role(plan.attack().role() + "-indexer"),
            plan.role(plan.attack().role() + "-projection"));
    for (Caller reader : readers) {
      JsonText shard = new JsonText().object().field("streamArn", loot.streamArn());
      shard.field("shardId", "shardId-00000001763800000000-1a2b3c4d");
      shard.field("shardIteratorType", "TRIM_HORIZON").endObject();
      plan.add(start, Duration.ZERO, Call.onItems(reader, GET_SHARD_ITERATOR, loot, shard));
      for (int poll = 1; poll <= 240; poll++) {
        JsonText next = new JsonText().object();
        next.field("shardIterator", loot.streamArn() + "|1|AAAAAAAAAAE" + poll).endObject();
        Call call = Call.onItems(reader, GET_RECORDS, loot, next);
        plan.add(start, Duration.ofSeconds(5L * poll), call);
      }
    }
    plan.expect("consumer.too-many-readers", loot.account(), loot.streamArn());
  }

  private static Call scan(Caller caller, Table table, int segment) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    if (segment >= 0) {
      parameters.field("totalSegments", 8).field("segment", segment);
    }
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }
}
