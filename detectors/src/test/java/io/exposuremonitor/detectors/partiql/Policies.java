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
    return of(PLAIN.thresholds().of(PartiqlThresholds.class), List.of(actors), List.of());
  }

  static Policy sensitive(String table, Sensitivity sensitivity) {
    return of(
        PLAIN.thresholds().of(PartiqlThresholds.class),
        List.of(),
        List.of(new Policy.Table(table, List.of(), 0, 0, sensitivity)));
  }

  /** With an actor that may use PartiQL. */
  static Policy sensitiveTo(String table, Sensitivity sensitivity, String actor) {
    return of(
        PLAIN.thresholds().of(PartiqlThresholds.class),
        List.of(actor),
        List.of(new Policy.Table(table, List.of(), 0, 0, sensitivity)));
  }

  private static Policy of(
      PartiqlThresholds partiql, List<String> users, List<Policy.Table> tables) {
    Policy defaults = Policy.defaults();
    return defaults.toBuilder()
        .partiqlUsers(users)
        .tables(tables)
        .thresholds(defaults.thresholds().with(partiql))
        .build();
  }
}
