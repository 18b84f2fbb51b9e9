package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Policy.Consumer;
import io.exposuremonitor.detectors.policy.Policy.Decoys;
import io.exposuremonitor.detectors.policy.Policy.Findings;
import io.exposuremonitor.detectors.policy.Policy.Monitor;
import io.exposuremonitor.detectors.policy.Policy.Own;
import io.exposuremonitor.detectors.policy.Policy.Suppression;
import io.exposuremonitor.detectors.policy.Policy.Table;
import java.util.List;
import java.util.Map;

/** Copies a {@link Policy} with some components replaced. */
public final class PolicyBuilder {
  private Own own;
  private Approved approved;
  private List<Consumer> consumers;
  private List<String> partiqlUsers;
  private Tables tables;
  private Decoys decoys;
  private Monitor monitor;
  private Thresholds thresholds;
  private List<Suppression> suppressions;
  private Findings findings;
  private Map<String, List<String>> placeholders;
  private Map<String, Table> measured;

  PolicyBuilder(Policy from) {
    own = from.own();
    approved = from.approved();
    consumers = from.consumers();
    partiqlUsers = from.partiqlUsers();
    tables = from.tables();
    decoys = from.decoys();
    monitor = from.monitor();
    thresholds = from.thresholds();
    suppressions = from.suppressions();
    findings = from.findings();
    placeholders = from.placeholders();
    measured = from.measured();
  }

  public PolicyBuilder own(Own changed) {
    own = changed;
    return this;
  }

  public PolicyBuilder approved(Approved changed) {
    approved = changed;
    return this;
  }

  public PolicyBuilder consumers(List<Consumer> changed) {
    consumers = changed;
    return this;
  }

  public PolicyBuilder partiqlUsers(List<String> changed) {
    partiqlUsers = changed;
    return this;
  }

  public PolicyBuilder tables(List<Table> changed) {
    tables = Tables.of(changed);
    return this;
  }

  public PolicyBuilder decoys(Decoys changed) {
    decoys = changed;
    return this;
  }

  public PolicyBuilder monitor(Monitor changed) {
    monitor = changed;
    return this;
  }

  public PolicyBuilder thresholds(Thresholds changed) {
    thresholds = changed;
    return this;
  }

  public PolicyBuilder suppressions(List<Suppression> changed) {
    suppressions = changed;
    return this;
  }

  public PolicyBuilder findings(Findings changed) {
    findings = changed;
    return this;
  }

  public PolicyBuilder placeholders(Map<String, List<String>> changed) {
    placeholders = changed;
    return this;
  }

  public PolicyBuilder measured(Map<String, Table> changed) {
    measured = changed;
    return this;
  }

  public Policy build() {
    return new Policy(
        own,
        approved,
        consumers,
        partiqlUsers,
        tables,
        decoys,
        monitor,
        thresholds,
        suppressions,
        findings,
        placeholders,
        measured);
  }
}
