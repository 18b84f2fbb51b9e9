package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists that {@code |expand} fills in, by name, taken from the policy. */
final class Placeholders {
  private final Map<String, List<String>> lists;

  private Placeholders(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  /** The policy's own lists under fixed names, and its {@code placeholders} under theirs. */
  static Placeholders of(Policy policy) {
    Map<String, List<String>> lists = new TreeMap<>(policy.placeholders());
    Policy.Own own = policy.own();
    Policy.Approved approved = policy.approved();
    lists.put("own_accounts", own.accounts());
    lists.put("own_organizations", own.organizations());
    lists.put("own_regions", own.regions());
    lists.put("approved_export_buckets", approved.exportBuckets());
    lists.put("approved_export_accounts", union(own.accounts(), approved.exportAccounts()));
    lists.put("approved_export_actors", approved.exportActors());
    lists.put("approved_backup_vaults", approved.backupVaults());
    lists.put("approved_streams", approved.streams());
    lists.put("approved_functions", approved.functions());
    lists.put("approved_pipes", approved.pipes());
    lists.put("approved_delivery_streams", approved.deliveryStreams());
    lists.put("approved_integration_targets", approved.integrationTargets());
    lists.put("approved_fan_out_consumers", approved.fanOutConsumers());
    lists.put("approved_kcl_applications", approved.kclApplications());
    lists.put("approved_key_grantees", approved.keyGrantees());
    lists.put("monitored_keys", approved.monitoredKeys());
    lists.put("partiql_users", policy.partiqlUsers());
    lists.put("decoy_tables", policy.decoys().tables());
    lists.put("decoy_exempt", policy.decoys().exempt());
    lists.put("known_consumers", policy.consumers().stream().map(Policy.Consumer::actor).toList());
    return new Placeholders(lists);
  }

  private static List<String> union(List<String> first, List<String> second) {
    return List.copyOf(
        new LinkedHashSet<>(Stream.concat(first.stream(), second.stream()).toList()));
  }

  /** The list of a name, possibly empty; null when there is no such name. */
  @Nullable List<String> list(String name) {
    return lists.get(name);
  }

  /** Every name, in alphabetical order. */
  Set<String> names() {
    return Collections.unmodifiableSet(lists.keySet());
  }
}
