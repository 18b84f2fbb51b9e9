package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.job.element.TextFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedPoliciesTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  private static MonitorSettings settings(String table) {
    String yaml = "version: 1\ntables: [{match: " + table + ", items: 5}]\n";
    return new MonitorSettings(
        new TextFile("policy.yml", yaml),
        List.of(),
        List.of(),
        Episodes.Reporting.LIFE_CYCLE,
        List.of());
  }

  @Test
  void equalSettingsShareTheirPolicy() throws PolicyException {
    Policy one = settings("orders").loadPolicy();
    assertThat(settings("orders").loadPolicy()).isSameAs(one);
    assertThat(settings("invoices").loadPolicy()).isNotEqualTo(one);
    assertThat(settings("orders").loadPolicy()).isSameAs(one);
  }

  @Test
  void observedSizesBelongToThePolicy() throws PolicyException {
    List<TableSize> sizes = List.of(new TableSize(TABLE, 0, 4_096, 9, false));
    Policy without = settings("orders").loadPolicy();
    Policy sized = settings("orders").sized(sizes).loadPolicy();
    assertThat(sized.observedSize(TABLE)).isEqualTo(4_096);
    assertThat(settings("orders").sized(sizes).loadPolicy()).isSameAs(sized);
    assertThat(settings("orders").loadPolicy()).isSameAs(without);
  }

  @Test
  void keepsNothingAfterAFailure() throws PolicyException {
    SharedPolicies<String> policies = new SharedPolicies<>();
    MonitorSettings broken = settings("[");
    assertThatThrownBy(() -> policies.get("a", broken::loadPolicy))
        .isInstanceOf(PolicyException.class);
    Policy read = Policy.defaults();
    assertThat(policies.get("a", () -> read)).isSameAs(read);
  }

  @Test
  void readsAgainOnceOthersPushedItOut() throws PolicyException {
    SharedPolicies<Integer> policies = new SharedPolicies<>();
    List<Integer> reads = new ArrayList<>();
    List<Policy> held = new ArrayList<>();
    for (int key : List.of(0, 1, 2, 3, 0, 4, 0)) {
      held.add(
          policies.get(
              key,
              () -> {
                reads.add(key);
                return Policy.defaults();
              }));
    }
    assertThat(reads).containsExactly(0, 1, 2, 3, 4, 0);
    assertThat(held).hasSize(7);
  }
}
