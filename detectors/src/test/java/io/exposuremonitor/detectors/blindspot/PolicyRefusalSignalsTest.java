package io.exposuremonitor.detectors.blindspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.SigmaLoader;
import io.exposuremonitor.detectors.signal.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRefusalSignalsTest {
  private static final long NOW = 1_763_769_600_000L;

  @Test
  void reportsPositionReasonAndPolicyInForce() {
    Signal signal = refused("version: 1\nthresholds:\n  bulkRead:\n    tables: 0\n    pages: 3\n");

    assertThat(signal.analytic().id()).isEqualTo("blindspot.policy-refused");
    assertThat(signal.resource()).isEqualTo("policy.yml");
    assertThat(signal.message())
        .startsWith(
            "A change of policy.yml, line 4, column 13, was refused: thresholds.bulkRead.tables:")
        .contains("(and 1 more)");
    assertThat(signal.evidence().counts())
        .containsEntry("line", 4L)
        .containsEntry("column", 13L)
        .containsEntry("mistakes", 2L);
    assertThat(signal.evidence().facts()).containsEntry("policy_in_force", "0123456789ab");
    assertThat(signal.end()).isEqualTo(NOW);
  }

  /**
   * Policies contain confidential values, such as the keys of decoys; a misspelt key may be one
   * too.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 1\nMARK: 1\n",
        "version: 1\nown: {accounts: [MARK]}\n",
        "version: 1\ndecoys: {keys: [{table: t, partition: MARK}]}\n",
        "version: 1\ndecoys: {MARK: {table: t}}\n",
        "version: MARK\n",
        "version: 1\nplaceholders: {MARK-: [x]}\n",
        "version: 1\nfindings: {quietTime: MARK}\n",
        "version: 1\nfindings: {minimumLevel: MARK}\n",
        "version: 1\nfindings: {stages: [{finding: x, stage: MARK}]}\n",
        "version: 1\nown: {regions: [MARK]}\n",
        "version: 1\nsuppressions: [{finding: x, owner: o, reason: r, expires: MARK}]\n",
        "version: 1\nown: *MARK\n",
        "version: 1\nMARK\n",
        "version: 1\npartiqlUsers: [*MARK*]\n",
        "version: 1\npartiqlUsers: MARK\n",
        "\"MARK: 1\n",
      })
  void omitsContentOfPolicyFile(String yaml) {
    assertThat(refused(yaml).toString()).doesNotContain("MARK");
  }

  @Test
  void omitsContentOfRule() {
    RuleException invalid =
        catchThrowableOfType(
            RuleException.class,
            () -> SigmaLoader.load("rules/own.yml", "title: x\nlogsource: {product: MARK}\n"));

    Signal signal = PolicyRefusalSignals.of(PolicyRefusal.of(invalid, "0123456789ab"), NOW);

    assertThat(signal.toString()).doesNotContain("MARK");
    assertThat(signal.message()).contains("rules/own.yml, line ");
  }

  @Test
  void omitsPositionForUnreadableFile() {
    Signal signal =
        PolicyRefusalSignals.of(
            PolicyRefusal.unreadable("s3://bucket/policy.yml", "AccessDenied", "defaults"), NOW);

    assertThat(signal.message())
        .startsWith(
            "A change of s3://bucket/policy.yml was refused: it can't be read: AccessDenied");
    assertThat(signal.evidence().counts()).doesNotContainKey("line");
  }

  private static Signal refused(String yaml) {
    PolicyException invalid =
        catchThrowableOfType(PolicyException.class, () -> PolicyLoader.load("policy.yml", yaml));
    return PolicyRefusalSignals.of(PolicyRefusal.of(invalid, "0123456789ab"), NOW);
  }
}
