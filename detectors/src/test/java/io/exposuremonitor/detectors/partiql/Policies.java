package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.policy.PartiqlThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import java.time.Duration;
import java.util.List;

/** Policies for tests: learning 7 days, memory 14 days, five mass writes, unless said otherwise. */
final class Policies {
  static final Policy PLAIN = with(Duration.ofDays(7), Duration.ofDays(14), 5);

  private Policies() {}

  static Policy with(Duration learning, Duration memory, long massWrites) {
    return of(new PartiqlThresholds(learning, memory, massWrites), List.of(), List.of());
  }

  static Policy allowing(String... actors) {
    return of(PLAIN.thresholds().partiql(), List.of(actors), List.of());
  }

  static Policy sensitive(String table, Sensitivity sensitivity) {
    return of(
        PLAIN.thresholds().partiql(),
        List.of(),
        List.of(new Policy.Table(table, List.of(), 0, 0, sensitivity)));
  }

  /** With an actor that may use PartiQL. */
  static Policy sensitiveTo(String table, Sensitivity sensitivity, String actor) {
    return of(
        PLAIN.thresholds().partiql(),
        List.of(actor),
        List.of(new Policy.Table(table, List.of(), 0, 0, sensitivity)));
  }

  private static Policy of(
      PartiqlThresholds partiql, List<String> users, List<Policy.Table> tables) {
    Policy defaults = Policy.defaults();
    return new Policy(
        defaults.own(),
        defaults.approved(),
        defaults.consumers(),
        users,
        tables,
        defaults.decoys(),
        new Policy.Thresholds(
            defaults.thresholds().bulkRead(),
            partiql,
            defaults.thresholds().sensitiveData(),
            defaults.thresholds().destruction(),
            defaults.thresholds().tableCopies(),
            defaults.thresholds().consumers(),
            defaults.thresholds().conduct(),
            List.of()),
        defaults.suppressions(),
        defaults.findings(),
        defaults.placeholders());
  }
}
