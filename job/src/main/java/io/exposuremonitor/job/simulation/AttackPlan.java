package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The calls of one attack and the findings that it must yield. The attacker's role also makes a few
 * harmless calls a day.
 */
final class AttackPlan {
  /** A call and its time, epoch milliseconds. */
  record Step(long time, Call call) {}

  private static final int HARMLESS_CALLS = 12;

  private final Attack attack;
  private final Population.Service victim;
  private final Caller attacker;
  private final List<Step> steps = new ArrayList<>();
  private final List<ExpectedFinding> expected = new ArrayList<>();

  private AttackPlan(Attack attack, Population.Service victim) {
    this.attack = attack;
    this.victim = victim;
    attacker = role(attack.role());
  }

  /** Plans an attack. Each attack has a victim of its own, so that none hides another. */
  static AttackPlan of(Attack attack, ProductionDay day, Population population) {
    AttackPlan plan = new AttackPlan(attack, population.services().get(attack.victim()));
    plan.harmless(day);
    Instant middle = day.start().plus(day.span().dividedBy(2));
    switch (attack) {
      case SLOW_SCAN -> new ReadAttacks(plan).slowScan(day.start(), day.span());
      case PARALLEL_SCAN -> new ReadAttacks(plan).parallelScan(middle);
      case KEY_SWEEP -> new ReadAttacks(plan).keySweep(middle);
      case PARTIQL_DUMP -> new ReadAttacks(plan).partiqlDump(middle);
      case MANY_TABLES -> new ReadAttacks(plan).manyTables(middle, population);
      case DISTRIBUTED_SCAN -> new ReadAttacks(plan).distributedScan(middle);
      case EXPORT -> new ControlAttacks(plan).export(middle);
      case PREPARED_EXPORT -> new ControlAttacks(plan).preparedExport(middle);
      case RESTORE -> new ControlAttacks(plan).restore(middle);
      case SHARED_TABLE -> new ControlAttacks(plan).sharedTable(middle);
      case STREAM_TRIGGER -> new ControlAttacks(plan).streamTrigger(middle);
      case ROGUE_READER -> new ReadAttacks(plan).rogueReader(middle);
      case TRAIL_STOPPED -> new ControlAttacks(plan).trailStopped(middle);
    }
    return plan;
  }

  private void harmless(ProductionDay day) {
    SplittableRandom random = new SplittableRandom(day.seed() + attack.victim());
    Table table = victim.reference();
    for (int i = 0; i < HARMLESS_CALLS; i++) {
      JsonText parameters = new JsonText().object().field("tableName", table.name());
      table.writeKey(parameters, "key", random.nextInt(table.items()));
      long offset = random.nextLong(day.span().toMillis());
      Call call = Call.onItems(attacker, Api.read("GetItem"), table, parameters.endObject());
      add(day.start(), Duration.ofMillis(offset), call);
    }
  }

  void add(Instant start, Duration after, Call call) {
    steps.add(new Step(start.plus(after).toEpochMilli(), call));
  }

  void expect(String analytic, String actor, String resource) {
    expected.add(new ExpectedFinding(analytic, actor, resource));
  }

  /** A role in the victim's account. */
  Caller role(String name) {
    return Caller.role(Caller.Kind.FUNCTION, victim.caller().account(), name, 1, UserAgents.BOTO);
  }

  Attack attack() {
    return attack;
  }

  Caller attacker() {
    return attacker;
  }

  /** The table that is stolen. */
  Table loot() {
    return victim.tables().get(0);
  }

  List<Step> steps() {
    return steps;
  }

  List<ExpectedFinding> expected() {
    return expected;
  }
}
