package io.exposuremonitor.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.IConstruct;

/** Suppresses checks of cdk-nag on resources, with the reasons. */
final class Reasons {
  private Reasons() {}

  /** Suppresses a check, with the reason. */
  static void give(IConstruct resource, String check, String reason) {
    NagSuppressions.addResourceSuppressions(
        resource, List.of(NagPackSuppression.builder().id(check).reason(reason).build()), true);
  }

  /**
   * Suppresses the check for wildcards in a policy, with the reason.
   *
   * @param patterns regular expressions of the resources with wildcards
   */
  static void giveForStars(IConstruct resource, String reason, String... patterns) {
    NagSuppressions.addResourceSuppressions(
        resource,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .reason(reason)
                .appliesTo(
                    Stream.of(patterns)
                        .map(
                            pattern ->
                                RegexAppliesTo.builder()
                                    .regex("/^Resource::" + pattern + "$/")
                                    .build())
                        .toList())
                .build()),
        true);
  }
}
