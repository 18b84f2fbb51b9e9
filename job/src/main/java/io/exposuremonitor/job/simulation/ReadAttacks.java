package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attacks that read a table item by item or page by page, or its stream. */
final class ReadAttacks {
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
      plan.add(start, Duration.ofMinutes(page), TableCalls.scan(attacker, loot));
    }
    plan.expect("bulk-read.table-scan", attacker.id(), loot.arn());
  }

  void parallelScan(Instant start) {
    for (int page = 0; page < 600; page++) {
      for (int segment = 0; segment < 8; segment++) {
        Duration after = Duration.ofSeconds(page).plusMillis(100L * segment);
        plan.add(start, after, TableCalls.scanSegment(attacker, loot, segment, 8));
      }
    }
    plan.expect("bulk-read.table-scan", attacker.id(), loot.arn());
  }

  void keySweep(Instant start) {
    for (int batch = 0; batch < 1_000; batch++) {
      Call call = TableCalls.batchGet(attacker, loot, 100 * batch, 100);
      plan.add(start, Duration.ofMillis(200L * batch), call);
    }
    plan.expect("bulk-read.key-sweep", attacker.id(), loot.arn());
  }

  void partiqlDump(Instant start) {
    for (int page = 0; page < 400; page++) {
      Call call = TableCalls.statement(attacker, loot, "SELECT * FROM \"" + loot.name() + '"');
      plan.add(start, Duration.ofSeconds(page), call);
    }
    plan.expect("bulk-read.partiql-dump", attacker.id(), loot.arn());
    plan.expect("partiql.full-scan", attacker.id(), loot.arn());
  }

  void manyTables(Instant start, Population population) {
    List<Table> tables = population.tablesBeside(loot).limit(30).toList();
    for (int i = 0; i < tables.size(); i++) {
      plan.add(start, Duration.ofSeconds(20L * i), TableCalls.scan(attacker, tables.get(i)));
    }
    plan.expect("bulk-read.many-tables", attacker.id(), loot.allInRegion());
  }

  void distributedScan(Instant start) {
    for (int i = 0; i < 5; i++) {
      Caller helper = plan.role(plan.attack().role() + '-' + i);
      for (int page = 0; page < 150; page++) {
        plan.add(start, Duration.ofSeconds(20L * page + 3L * i), TableCalls.scan(helper, loot));
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
      plan.add(start, Duration.ZERO, StreamReads.open(reader, loot));
      for (int poll = 1; poll <= 240; poll++) {
        plan.add(start, Duration.ofSeconds(5L * poll), StreamReads.records(reader, loot));
      }
    }
    plan.expect("consumer.too-many-readers", loot.account(), loot.streamArn());
  }
}
