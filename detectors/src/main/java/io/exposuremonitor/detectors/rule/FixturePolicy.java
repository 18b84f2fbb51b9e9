package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Approved;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.Map;

/** Creates the policy of a fixture file from lists by placeholder name. */
final class FixturePolicy {
  private final Map<String, List<String>> lists;

  private FixturePolicy(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  static Policy of(Map<String, List<String>> lists) {
    FixturePolicy fixture = new FixturePolicy(lists);
    return Policy.defaults().toBuilder()
        .own(
            new Policy.Own(
                fixture.list("own_accounts"),
                fixture.list("own_organizations"),
                fixture.list("own_regions")))
        .approved(fixture.approved())
        .consumers(
            fixture.list("known_consumers").stream()
                .map(actor -> new Policy.Consumer(actor, "*"))
                .toList())
        .partiqlUsers(fixture.list("partiql_users"))
        .decoys(
            new Policy.Decoys(
                fixture.list("decoy_tables"), List.of(), fixture.list("decoy_exempt")))
        .monitor(
            new Policy.Monitor(fixture.list("monitor_parts"), fixture.list("monitor_maintainers")))
        .placeholders(lists)
        .build();
  }

  private Approved approved() {
    return new Approved(
        list("approved_export_buckets"),
        list("approved_export_accounts"),
        list("approved_export_actors"),
        list("approved_export_readers"),
        list("approved_backup_vaults"),
        list("approved_streams"),
        list("approved_functions"),
        list("approved_function_deployers"),
        list("approved_pipes"),
        list("approved_delivery_streams"),
        list("approved_integration_targets"),
        list("approved_fan_out_consumers"),
        list("approved_kcl_applications"),
        list("approved_key_grantees"),
        list("monitored_keys"),
        list("approved_trusted_accounts"),
        list("approved_reader_accounts"));
  }

  private List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }
}
