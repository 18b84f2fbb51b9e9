package io.exposuremonitor.detectors.finding;

import static io.exposuremonitor.detectors.finding.Signals.at;
import static io.exposuremonitor.detectors.finding.Signals.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {

  @ParameterizedTest
  @CsvSource({
    "bulk-read.table-scan, *, *, true",
    "bulk-read.*, arn:aws:iam::111122223333:role/Admin, *, true",
    "bulk-read.*, *, arn:aws:dynamodb:*:*:table/orders, true",
    "partiql.*, *, *, false",
    "bulk-read.*, arn:aws:iam::111122223333:role/Other, *, false",
    "bulk-read.*, *, arn:aws:dynamodb:*:*:table/order, false",
  })
  void matchesFindingActorAndResource(
      String finding, String actor, String resource, boolean expected) throws PolicyException {
    Policy policy = policy(finding, actor, resource, "2026-03-31");
    assertThat(Suppressions.match(policy, scan("01:00", Level.HIGH, 1)) != null)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bulk-read.table-scan, true",
    "bulk-read.table-scan.odd, true",
    "bulk-read.table-scan.even, false",
    "bulk-read.table-scan.*, true",
  })
  void matchesRuleThatSharesTheFindingWithOthers(String pattern, boolean expected)
      throws PolicyException {
    Signal signal = scan("01:00", Level.HIGH, 1);
    Evidence evidence = signal.evidence();
    Map<String, String> facts = Map.of(Evidence.RULE, "bulk-read.table-scan.odd");
    Signal ofRule = signal.with(new Evidence(evidence.counts(), facts, evidence.events()));

    assertThat(Suppressions.match(policy(pattern, "*", "*", "2026-03-31"), ofRule) != null)
        .isEqualTo(expected);
  }

  @Test
  void expiresByEventTime() throws PolicyException {
    Policy policy = policy("bulk-read.*", "*", "*", "2026-03-01T02:00:00Z");
    Signal before = scan(at("01:00"), at("02:00") - 1, Level.HIGH, 1);
    Signal after = scan(at("01:00"), at("02:00"), Level.HIGH, 1);
    assertThat(Suppressions.match(policy, before)).isEqualTo(policy.suppressions().get(0));
    assertThat(Suppressions.match(policy, after)).isNull();
  }

  @Test
  void notesExpiredSuppressionInEvidence() throws PolicyException {
    Policy policy = policy("bulk-read.*", "*", "*", "2026-03-01T02:00:00Z");
    Signal before = scan(at("01:00"), at("02:00") - 1, Level.HIGH, 1);
    Signal after = scan(at("01:00"), at("02:00"), Level.HIGH, 1);
    assertThat(Suppressions.noted(policy, before)).isEqualTo(before);
    assertThat(Suppressions.noted(policy, after).evidence().facts())
        .containsEntry(Suppressions.EXPIRED, "on 2026-03-01T02:00:00Z; payments: CHG-4711");
    assertThat(Suppressions.noted(policy("partiql.*", "*", "*", "2026-02-01"), after))
        .isEqualTo(after);
  }

  private static Policy policy(String finding, String actor, String resource, String expires)
      throws PolicyException {
    return PolicyLoader.load(
        "policy.yml",
        """
        version: 1
        suppressions:
          - finding: "%s"
            actor: "%s"
            resource: "%s"
            owner: payments
            reason: CHG-4711
            expires: %s
        """
            .formatted(finding, actor, resource, expires));
  }
}
