package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.ocsf.Arn;
import java.util.Locale;

/** Short names of actors and resources, for rows and columns. Still a stranger's text. */
final class Names {
  private Names() {}

  static String actor(Finding finding) {
    return Arn.of(finding.actor().id()).name();
  }

  /** The resource's name; without a resource, the account. */
  static String resource(Finding finding) {
    return finding.resource().isEmpty()
        ? "account " + finding.account()
        : Arn.of(finding.resource()).name();
  }

  /** {@code role}, {@code identity center user}. */
  static String kind(Actor.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
