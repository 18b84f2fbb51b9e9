package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is planted in a {@link Fortnight}: who takes part, and every call with its time. */
final class Script {
  private final Instant start;
  private final Population population;
  private final List<Plant> plants = new ArrayList<>();
  private final List<AttackPlan.Step> steps = new ArrayList<>();
  private final List<ChangeRecord> changes = new ArrayList<>();

  Script(Instant start, Population population) {
    this.start = start;
    this.population = population;
  }

  /** A time of a day, counted from 0. */
  Instant at(int day, int hour, int minute) {
    return start.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(60L * hour + minute));
  }

  Population.Service service(int number) {
    return population.services().get(number % population.services().size());
  }

  Population population() {
    return population;
  }

  /** The first table of a service. */
  Table table(int service) {
    return service(service).tables().get(0);
  }

  /** A role of a service's account, which nobody else has. */
  Caller role(int service, String name) {
    return role(service, name, 1);
  }

  Caller role(int service, String name, int sessions) {
    String account = service(service).caller().account();
    return Caller.role(Caller.Kind.FUNCTION, account, name, sessions, UserAgents.BOTO);
  }

  void call(Instant time, Call call) {
    steps.add(new AttackPlan.Step(time.toEpochMilli(), call));
  }

  void change(ChangeRecord change) {
    changes.add(change);
  }

  void attack(String id, String name, Caller actor, String resource) {
    attack(id, name, actor.id(), resource);
  }

  void attack(String id, String name, String actor, String resource) {
    plants.add(new Plant(name, id, true, Set.of(actor), Set.of(resource)));
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
