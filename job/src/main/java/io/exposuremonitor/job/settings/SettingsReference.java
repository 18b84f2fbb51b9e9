package io.exposuremonitor.job.settings;

import java.time.Instant;
import java.util.List;

/**
 * Every setting in Markdown: the output of {@code run --print-settings} and the content of {@code
 * docs/settings.md}.
 */
public final class SettingsReference {
  private static final List<Setting<?>> MONITOR =
      List.of(
          RunSettingsReader.POLICY,
          RunSettingsReader.RULES,
          RunSettingsReader.RELOAD_EVERY,
          RunSettingsReader.INVENTORY,
          RunSettingsReader.HASH_SECRET);
  private static final List<Setting<?>> METRICS =
      List.of(
          RunSettingsReader.METRICS_PORT,
          RunSettingsReader.METRICS_ADDRESS,
          RemoteWriteReader.URL,
          RemoteWriteReader.HEADERS,
          RemoteWriteReader.SIGNING_REGION,
          RemoteWriteReader.ROLE,
          RemoteWriteReader.INTERVAL,
          RemoteWriteReader.LABELS);
  private static final List<Setting<?>> INCIDENTS =
      List.of(
          RunSettingsReader.RESOLVE_AFTER,
          RunSettingsReader.GUIDES,
          RunSettingsReader.DASHBOARD,
          RunSettingsReader.LOGS);
  private static final List<Setting<?>> ALERTS =
      List.of(
          RouteReader.TYPE,
          RouteReader.URL,
          RouteReader.KEY,
          RouteReader.ARN,
          RouteReader.ROLE,
          Roles.EXTERNAL_ID,
          RouteReader.MINIMUM_LEVEL,
          RouteReader.FAMILIES,
          RouteReader.LABELS,
          RouteReader.ACCOUNTS,
          RouteReader.BUDGET);
  private static final List<Setting<?>> EVERY_INPUT =
      List.of(
          InputReader.TYPE,
          InputReader.REGION,
          InputReader.ENDPOINT,
          InputReader.ROLE,
          Roles.EXTERNAL_ID,
          InputReader.IDLE_AFTER);
  private static final List<Setting<?>> KINESIS =
      List.of(InputReader.STREAMS, InputReader.CONSUMERS, InputReader.start(Instant.EPOCH));
  private static final List<Setting<?>> CHANGE_STREAMS =
      List.of(
          InputReader.TABLES,
          InputReader.TABLE_PREFIX,
          InputReader.TABLE_TAG,
          InputReader.start(Instant.EPOCH));
  private static final List<Setting<?>> LOG_FILES =
      List.of(
          InputReader.QUEUE,
          InputReader.VISIBILITY,
          InputReader.BACKFILL,
          InputReader.BACKFILL_FROM,
          InputReader.BACKFILL_TO);

  private static final List<Setting<?>> LEASE_TABLES =
      List.of(
          InputReader.LEASE_TABLES,
          InputReader.LEASE_PREFIX,
          InputReader.LEASE_STREAM,
          InputReader.LEASE_INTERVAL,
          InputReader.ORPHANED_AFTER);

  private static final List<Setting<?>> INVENTORY =
      List.of(
          InventorySection.REGIONS,
          InventorySection.ENDPOINT,
          InventorySection.CLOUDTRAIL_ENDPOINT,
          InventorySection.KMS_ENDPOINT,
          InventorySection.ROLE,
          Roles.EXTERNAL_ID,
          InventorySection.INTERVAL,
          InventorySection.CALLS_PER_SECOND,
          InventorySection.TABLE_PREFIX,
          InventorySection.TRAILS);

  private SettingsReference() {}

  /** The reference, ending with a line end. */
  public static String markdown() {
    StringBuilder out =
        new StringBuilder(
            """
            # Settings of a running monitor

            What the file of `run --config`, or the property groups of Amazon Managed Service for
            Apache Flink, may hold. Lists are YAML sequences, or parts between commas. What is written
            and is no setting is refused. How inputs work is in [sources](sources.md).
            """);
    section(out, "`monitor`", "What is normal.", MONITOR);
    section(out, "`outputs`", "Where results go.", OutputReader.ALL);
    section(out, "`metrics`", "What is measured: [metrics](metrics.md).", METRICS);
    section(
        out,
        "`incidents`",
        "How findings become incidents, and what alerts say of them: [alerts](alerts.md).",
        INCIDENTS);
    section(
        out,
        "`alerts.NAME`",
        "One section for each place where incidents are sent. Pending alerts are kept under the"
            + " name.",
        ALERTS);
    section(
        out,
        "`inputs.NAME`",
        "One section for each input. The name is lower-case letters, digits and hyphens; the"
            + " input's"
            + " state is kept under it.",
        EVERY_INPUT);
    section(out, "`inputs.NAME` of type `kinesis`", "", KINESIS);
    section(out, "`inputs.NAME` of type `dynamodb-streams`", "", CHANGE_STREAMS);
    section(out, "`inputs.NAME` of type `s3`", "", LOG_FILES);
    section(out, "`inputs.NAME` of type `lease-tables`", "", LEASE_TABLES);
    section(
        out,
        "`inventory.NAME`",
        "One section for each account whose tables are examined: [inventory](inventory.md).",
        INVENTORY);
    return out.toString();
  }

  private static void section(
      StringBuilder out, String title, String about, List<Setting<?>> settings) {
    out.append("\n## ").append(title).append("\n\n");
    if (!about.isEmpty()) {
      out.append(about).append("\n\n");
    }
    out.append("| setting | form | default | meaning |\n|---|---|---|---|\n");
    for (Setting<?> setting : settings) {
      out.append("| `")
          .append(setting.key())
          .append("` | ")
          .append(setting.form())
          .append(" | ")
          .append(standard(setting))
          .append(" | ")
          .append(setting.meaning())
          .append(" |\n");
    }
  }

  private static String standard(Setting<?> setting) {
    if (setting.required()) {
      return "must be set";
    }
    return setting.standard().isEmpty() ? "none" : '`' + setting.standard() + '`';
  }
}
