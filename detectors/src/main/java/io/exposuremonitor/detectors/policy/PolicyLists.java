package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Policy.Consumer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names by which rules refer to the policy's lists: {@code '%approved_export_buckets%'}. */
public final class PolicyLists {
  /** The policy's own lists by name. Users can't give these names to their lists. */
  public static final Map<String, Function<Policy, List<String>>> BUILT_IN =
      Map.ofEntries(
          Map.entry("own_accounts", policy -> policy.own().accounts()),
          Map.entry("own_organizations", policy -> policy.own().organizations()),
          Map.entry("own_regions", policy -> policy.own().regions()),
          Map.entry("approved_export_buckets", policy -> policy.approved().exportBuckets()),
          Map.entry("approved_export_accounts", PolicyLists::exportAccounts),
          Map.entry("approved_export_actors", policy -> policy.approved().exportActors()),
          Map.entry("approved_export_readers", policy -> policy.approved().exportReaders()),
          Map.entry("approved_backup_vaults", policy -> policy.approved().backupVaults()),
          Map.entry("approved_streams", policy -> policy.approved().streams()),
          Map.entry("approved_functions", policy -> policy.approved().functions()),
          Map.entry("approved_functions_unqualified", PolicyLists::unqualifiedFunctions),
          Map.entry("approved_function_deployers", policy -> policy.approved().functionDeployers()),
          Map.entry("approved_pipes", policy -> policy.approved().pipes()),
          Map.entry("approved_delivery_streams", policy -> policy.approved().deliveryStreams()),
          Map.entry(
              "approved_integration_targets", policy -> policy.approved().integrationTargets()),
          Map.entry("approved_fan_out_consumers", policy -> policy.approved().fanOutConsumers()),
          Map.entry("approved_kcl_applications", policy -> policy.approved().kclApplications()),
          Map.entry("approved_key_grantees", policy -> policy.approved().keyGrantees()),
          Map.entry("monitored_keys", policy -> policy.approved().monitoredKeys()),
          Map.entry("approved_trusted_accounts", policy -> policy.approved().trustedAccounts()),
          Map.entry("approved_reader_accounts", policy -> policy.approved().readerAccounts()),
          Map.entry("partiql_users", Policy::partiqlUsers),
          Map.entry("decoy_tables", policy -> policy.decoys().tables()),
          Map.entry("decoy_exempt", policy -> policy.decoys().exempt()),
          Map.entry("monitor_parts", PolicyLists::monitorParts),
          Map.entry("monitor_maintainers", policy -> policy.monitor().maintainers()),
          Map.entry(
              "known_consumers",
              policy -> policy.consumers().stream().map(Consumer::actor).toList()));

  /** Default patterns for the monitor's resources, as written by the different deployment tools. */
  private static final List<String> MONITOR_PARTS =
      List.of("*exposure-monitor*", "*exposureMonitor*", "*ExposureMonitor*");

  /**
   * A function's name, optionally preceded by an ARN up to {@code function:}, with an alias or
   * version.
   */
  private static final String QUALIFIED_FUNCTION = "^((?:.*:function:)?(?!arn:)[^:]+):[^:]+$";

  private PolicyLists() {}

  /**
   * True for letters, digits and {@code _}, at least one; Sigma's standard names are mixed-case.
   */
  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_]+");
  }

  private static List<String> monitorParts(Policy policy) {
    List<String> parts = policy.monitor().parts();
    return parts.isEmpty() ? MONITOR_PARTS : parts;
  }

  /**
   * The approved functions without alias and version, which is how calls on their code and settings
   * name them.
   */
  private static List<String> unqualifiedFunctions(Policy policy) {
    return policy.approved().functions().stream()
        .map(name -> name.replaceFirst(QUALIFIED_FUNCTION, "$1"))
        .distinct()
        .toList();
  }

  private static List<String> exportAccounts(Policy policy) {
    return List.copyOf(
        new LinkedHashSet<>(
            Stream.concat(
                    policy.own().accounts().stream(), policy.approved().exportAccounts().stream())
                .toList()));
  }
}
