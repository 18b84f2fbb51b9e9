package io.exposuremonitor.job.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tables of one account that are inspected by AWS calls.
 *
 * @param name of the section
 * @param regions where
 * @param endpoint of DynamoDB, instead of its own
 * @param cloudTrailEndpoint of CloudTrail, likewise
 * @param kmsEndpoint of KMS, likewise
 * @param role to assume, or empty
 * @param externalId for the role, or empty
 * @param interval between two inspections
 * @param callsPerSecond bound on all calls together, in each region
 * @param tablePrefix only tables whose names have this prefix
 * @param trails whether trails are inspected too
 */
public record InventorySection(
    String name,
    List<String> regions,
    Optional<URI> endpoint,
    Optional<URI> cloudTrailEndpoint,
    Optional<URI> kmsEndpoint,
    String role,
    String externalId,
    Duration interval,
    int callsPerSecond,
    String tablePrefix,
    boolean trails) {
  private static final int MAX_CALLS = 50;
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  static final Setting<List<String>> REGIONS =
      Setting.required(
          "regions", "regions", "Regions whose tables are examined.", List.of(), Forms::list);
  static final Setting<Optional<URI>> ENDPOINT =
      Setting.optional(
          "endpoint",
          "URL",
          "",
          "Used instead of DynamoDB's own endpoint: a VPC endpoint, or an emulator.",
          Forms::endpoint);
  static final Setting<Optional<URI>> CLOUDTRAIL_ENDPOINT =
      Setting.optional(
          "cloudtrail-endpoint",
          "URL",
          "",
          "Used instead of CloudTrail's own endpoint, likewise.",
          Forms::endpoint);
  static final Setting<Optional<URI>> KMS_ENDPOINT =
      Setting.optional(
          "kms-endpoint",
          "URL",
          "",
          "Used instead of KMS's own endpoint, likewise.",
          Forms::endpoint);
  static final Setting<String> ROLE = Roles.role("Role to assume, for another account.");
  static final Setting<Duration> INTERVAL =
      Setting.optional(
          "interval",
          "duration, from 10 s",
          "1 h",
          "Time from the start of one pass over all tables to the start of the next.",
          Forms::duration);
  static final Setting<Integer> CALLS_PER_SECOND =
      Setting.optional(
          "calls-per-second",
          "number, 1 to 50",
          "5",
          "Maximum calls per second in each region; a table takes four or five.",
          Forms.integer(1, MAX_CALLS));
  static final Setting<String> TABLE_PREFIX =
      Setting.optional(
          "table-prefix", "text", "", "Only tables whose names begin with this.", Forms::text);
  static final Setting<Boolean> TRAILS =
      Setting.optional(
          "trails",
          "true or false",
          "true",
          "Whether to examine which trails record the account, and what they select.",
          Forms::flag);

  /** Reads one section. */
  static InventorySection read(String name, Section section) {
    InventorySection inventory =
        new InventorySection(
            name,
            section.get(REGIONS),
            section.get(ENDPOINT),
            section.get(CLOUDTRAIL_ENDPOINT),
            section.get(KMS_ENDPOINT),
            section.get(ROLE),
            section.get(Roles.EXTERNAL_ID),
            section.get(INTERVAL),
            section.get(CALLS_PER_SECOND),
            section.get(TABLE_PREFIX),
            section.get(TRAILS));
    if (inventory.interval().compareTo(MIN_INTERVAL) < 0) {
      section.refuse("interval must be 10 s or more");
    }
    section.refuseOthers();
    return inventory;
  }
}
