package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.ocsf.Arn;

/** Short names of actors and resources, for rows and columns. Untrusted text. */
final class Names {
  private Names() {}

  static String actor(Finding finding) {
    return of(finding.actor().id());
  }

  /** The resource's name; without a resource, the account. */
  static String resource(Finding finding) {
    return of(Labels.resourceId(finding));
  }

  /**
   * The name at the end of an ARN; a description for all tables of a region. Other text is its own
   * name.
   */
  static String of(String id) {
    Arn arn = Arn.of(id);
    boolean allTables = arn.service().equals("dynamodb") && arn.resource().equals("table/*");
    return allTables ? "many tables" : arn.name();
  }

  /** The kind in words, such as {@code role} or {@code identity center user}. */
  static String kind(Actor.Kind kind) {
    return EnumNames.words(kind);
  }
}
