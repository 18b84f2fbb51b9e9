package io.exposuremonitor.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.IConstruct;

/** Why a check of cdk-nag does not hold for a resource. */
final class Reasons {
  private Reasons() {}

  /** Why a check does not hold. */
  static void give(IConstruct resource, String check, String reason) {
    NagSuppressions.addResourceSuppressions(
        resource, List.of(NagPackSuppression.builder().id(check).reason(reason).build()), true);
  }

  /**
   * Why stars stand in a policy.
   *
   * @param patterns of the resources with stars, regular expressions
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
