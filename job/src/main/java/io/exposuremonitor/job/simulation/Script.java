package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Everything planted in a {@link Fortnight}: the stories, their timed calls and item changes. */
final class Script {
  private static final int ITEMS = 50_000;

  private final Instant start;
  private final Population population;
  private final List<Plant> plants = new ArrayList<>();
  private final List<AttackPlan.Step> steps = new ArrayList<>();
  private final List<ChangeRecord> changes = new ArrayList<>();

  Script(Instant start, Population population) {
    this.start = start;
    this.population = population;
  }

  /** A time of day on a day counted from 0. */
  Instant at(int day, int hour, int minute) {
    return start.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(60L * hour + minute));
  }

  Population.Service service(int number) {
    return population.services().get(number % population.services().size());
  }

  Population population() {
    return population;
  }

  /** A new table in a service's account and Region, which only planted calls use. */
  Table newTable(int service, String name) {
    return newTable(service, name, false);
  }

  /** The same with a change stream. */
  Table newStreamedTable(int service, String name) {
    return newTable(service, name, true);
  }

  private Table newTable(int service, String name, boolean streamed) {
    Table beside = table(service);
    return new Table(
        beside.account(), beside.region(), name, "pk", "", beside.attributes(), ITEMS, streamed);
  }

  /** The first table of a service. */
  Table table(int service) {
    return service(service).tables().get(0);
  }

  /** All other tables of the same account and Region. */
  List<Table> neighbours(Table table) {
    return population
        .tablesBeside(table)
        .filter(other -> !other.arn().equals(table.arn()))
        .toList();
  }

  /** A new role in a service's account. */
  Caller role(int service, String name) {
    return role(service, name, 1);
  }

  Caller role(int service, String name, int sessions) {
    String account = service(service).caller().account();
    return Caller.role(Caller.Kind.FUNCTION, account, name, sessions, UserAgents.BOTO);
  }

  /** Adds calls at a steady pace; the function creates each from its number, counted from 0. */
  void series(Instant first, int count, Duration pace, IntFunction<Call> calls) {
    for (int i = 0; i < count; i++) {
      call(first.plus(pace.multipliedBy(i)), calls.apply(i));
    }
  }

  /** Adds a call at the same time of each day; the function creates it from the day's number. */
  void daily(int hour, int minute, IntFunction<Call> calls) {
    for (int day = 0; day < Fortnight.DAYS; day++) {
      call(at(day, hour, minute), calls.apply(day));
    }
  }

  void call(Instant time, Call call) {
    steps.add(new AttackPlan.Step(time.toEpochMilli(), call));
  }

  void change(ChangeRecord change) {
    changes.add(change);
  }

  void attack(String id, String name, Caller actor, Table table) {
    attack(id, name, actor, table.arn());
  }

  void attack(String id, String name, Caller actor, String resource) {
    attack(id, name, actor.id(), resource);
  }

  /** Adds an attack whose actor is unknown: the table's account takes its place. */
  void attack(String id, String name, Table table) {
    attack(id, name, table.account(), table.arn());
  }

  void attack(String id, String name, String actor, String... resources) {
    plants.add(new Plant(name, id, true, Set.of(actor), Set.of(resources)));
  }

  void twin(String id, String name, Caller actor, Table... tables) {
    twin(id, name, actor.id(), Stream.of(tables).map(Table::arn).toArray(String[]::new));
  }

  void twin(String id, String name, String actor, String... resources) {
    plants.add(new Plant(name, id, false, Set.of(actor), Set.of(resources)));
  }

  List<Plant> plants() {
    return plants;
  }

  List<AttackPlan.Step> steps() {
    return steps;
  }

  List<ChangeRecord> changes() {
    return changes;
  }
}
