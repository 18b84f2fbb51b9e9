package io.exposuremonitor.detectors.policy;

import java.util.Set;

/** Names by which rules refer to lists: {@code '%approved_export_buckets%'}. */
public final class Placeholders {
  /** The names that the policy's own lists have; no others may be given to a user's list. */
  public static final Set<String> BUILT_IN =
      Set.of(
          "own_accounts",
          "own_organizations",
          "own_regions",
          "approved_export_buckets",
          "approved_export_accounts",
          "approved_export_actors",
          "approved_backup_vaults",
          "approved_streams",
          "approved_functions",
          "approved_pipes",
          "approved_delivery_streams",
          "approved_integration_targets",
          "approved_fan_out_consumers",
          "approved_kcl_applications",
          "approved_key_grantees",
          "monitored_keys",
          "partiql_users",
          "decoy_tables",
          "decoy_exempt",
          "known_consumers");

  private Placeholders() {}

  /** True for lower-case letters, digits and {@code _}, at least one. */
  static boolean isName(String name) {
    return name.matches("[a-z0-9_]+");
  }
}
