package io.exposuremonitor.detectors.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.policy.PolicyLists;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholderTest {
  private static final String BUCKET = "\"f\":\"analytics-exports\"";

  @Test
  void matchesAnyValueOfTheList() {
    String rule = Rules.field("f|expand: '%approved_export_buckets%'");
    assertThat(Rules.matches(rule, BUCKET, buckets("other", "analytics-exports"))).isTrue();
    assertThat(Rules.matches(rule, BUCKET, buckets("other"))).isFalse();
  }

  @Test
  void matchesNothingWhenTheListIsEmpty() {
    String rule = Rules.field("f|expand: '%approved_export_buckets%'");
    assertThat(Rules.matches(rule, BUCKET, buckets())).isFalse();
  }

  @Test
  void readsOnlyTheAsteriskAsWildcard() {
    String rule = Rules.field("f|expand: '%approved_export_buckets%'");
    assertThat(Rules.matches(rule, BUCKET, buckets("analytics-*"))).isTrue();
    assertThat(Rules.matches(rule, BUCKET, buckets("analytics?exports"))).isFalse();
    assertThat(Rules.matches(rule, "\"f\":\"a\\\\b\"", buckets("a\\b"))).isTrue();
  }

  @Test
  void expandsSeveralPlaceholdersWithinAText() {
    String rule = Rules.field("f|expand: 'arn:aws:%services%::%own_accounts%:role/*'");
    Policy policy =
        Rules.policy(
            Map.of(
                "own_accounts", List.of("111122223333", "444455556666"),
                "services", List.of("iam", "sts")));
    assertThat(Rules.matches(rule, "\"f\":\"arn:aws:sts::444455556666:role/x\"", policy)).isTrue();
    assertThat(Rules.matches(rule, "\"f\":\"arn:aws:sts::999988887777:role/x\"", policy)).isFalse();
  }

  /** Those that the specification calls standard are mixed-case. */
  @Test
  void takesListsOfThePolicyByTheNameThatTheRuleWrites() throws PolicyException {
    String rule = Rules.field("f|expand: '%DomainControllers%'");
    Policy policy =
        PolicyLoader.load("p.yml", "version: 1\nplaceholders: {DomainControllers: [dc-*]}\n");
    assertThat(Rules.matches(rule, "\"f\":\"dc-7\"", policy)).isTrue();
  }

  @Test
  void takesAPercentSignBehindABackslashAsPlain() {
    String rule = Rules.field("f|expand: '\\%plain%own_accounts%'");
    Policy policy = Rules.policy(Map.of("own_accounts", List.of("111122223333")));
    assertThat(Rules.matches(rule, "\"f\":\"%plain111122223333\"", policy)).isTrue();
  }

  /** Catches a list in the place of another, in a policy or in a fixture's. */
  @Test
  void expandsEachListOfThePolicyUnderItsOwnName() {
    Map<String, List<String>> lists = new HashMap<>();
    PolicyLists.BUILT_IN.keySet().forEach(name -> lists.put(name, List.of(name)));
    // Derived from another list.
    lists.remove("approved_functions_unqualified");
    Placeholders placeholders = Placeholders.of(FixturePolicy.of(lists));
    lists.forEach(
        (name, values) -> assertThat(placeholders.list(name)).as(name).containsAll(values));
  }

  @Test
  void treatsOwnAccountsAsApprovedForExports() {
    String rule = Rules.field("f|expand: '%approved_export_accounts%'");
    Policy policy =
        Rules.policy(
            Map.of(
                "own_accounts", List.of("111122223333"),
                "approved_export_accounts", List.of("444455556666")));
    assertThat(Rules.matches(rule, "\"f\":\"111122223333\"", policy)).isTrue();
    assertThat(Rules.matches(rule, "\"f\":\"444455556666\"", policy)).isTrue();
  }

  @Test
  void removesQualifiersFromApprovedFunctions() {
    assertThat(unqualified("orders:live")).isEqualTo("orders");
    assertThat(unqualified("orders-*")).isEqualTo("orders-*");
    assertThat(unqualified("*:live")).isEqualTo("*");
    assertThat(unqualified("111122223333:function:orders"))
        .isEqualTo("111122223333:function:orders");
    assertThat(unqualified("arn:aws:lambda:*:111122223333:function:orders:7"))
        .isEqualTo("arn:aws:lambda:*:111122223333:function:orders");
    assertThat(unqualified("arn:aws:lambda:*:111122223333:function:orders"))
        .isEqualTo("arn:aws:lambda:*:111122223333:function:orders");
    assertThat(unqualified("arn:*")).isEqualTo("arn:*");
  }

  @Test
  void expandsWithinCidrAndContains() {
    Policy policy = Rules.policy(Map.of("offices", List.of("192.0.2.0/24")));
    assertThat(
            Rules.matches(Rules.field("f|cidr|expand: '%offices%'"), "\"f\":\"192.0.2.9\"", policy))
        .isTrue();
    assertThat(
            Rules.matches(
                Rules.field("f|contains|expand: '%offices%'"), "\"f\":\"(192.0.2.0/24)\"", policy))
        .isTrue();
  }

  @Test
  void suggestsTheNearestKnownPlaceholder() {
    SigmaRule rule = Rules.load(Rules.field("f|expand: '%aproved_buckets%'"));
    assertThatThrownBy(() -> RuleSet.compile(List.of(rule), buckets()))
        .isInstanceOf(RuleException.class)
        .hasMessageStartingWith("test.yml:7:")
        .hasMessageContaining("no placeholder 'aproved_buckets' in the policy; list its values");
    SigmaRule near = Rules.load(Rules.field("f|expand: '%approved_export_bucket%'"));
    assertThatThrownBy(() -> RuleSet.compile(List.of(near), buckets()))
        .hasMessageContaining("did you mean 'approved_export_buckets'?");
  }

  private static String unqualified(String function) {
    Policy policy = Rules.policy(Map.of("approved_functions", List.of(function)));
    List<String> list = Placeholders.of(policy).list("approved_functions_unqualified");
    return String.join(",", requireNonNull(list));
  }

  private static Policy buckets(String... names) {
    return Rules.policy(Map.of("approved_export_buckets", List.of(names)));
  }
}
