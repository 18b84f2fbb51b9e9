package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.ResourceArns;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Inspects each table once, and then the trails. A refused call leaves unknown what it would have
 * returned about that table, and nothing else; when a page of table names is refused, the tables on
 * it and after it are not seen. For one thread.
 */
final class InventorySweep {
  private final InventoryApi api;
  private final PacedCalls calls;
  private final InventorySettings settings;
  private final InstantSource clock;
  private final Deque<String> names = new ArrayDeque<>();
  private @Nullable String last;
  private boolean listed;
  private boolean whole = true;
  private boolean trailsToDo;
  private String anyTable = "";
  private long found;

  InventorySweep(
      InventoryApi api, PacedCalls calls, InventorySettings settings, InstantSource clock) {
    this.api = api;
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
    this.trailsToDo = settings.trails();
  }

  /** The result of one step: a table, the trails, or nothing. */
  record Seen(@Nullable TableReport table, @Nullable TrailReport trails) {}

  /** Tables seen so far. */
  long found() {
    return found;
  }

  /** False when tables could not be listed, so that there may be more than were found. */
  boolean isComplete() {
    return whole;
  }

  /** The next step; null when the sweep is over. */
  @Nullable Seen next() throws InterruptedException {
    while (names.isEmpty() && !listed) {
      list();
    }
    if (!names.isEmpty()) {
      return new Seen(table(names.remove()), null);
    }
    if (trailsToDo && !anyTable.isEmpty()) {
      trailsToDo = false;
      return new Seen(null, trails());
    }
    return null;
  }

  private void list() throws InterruptedException {
    ListTablesResponse page =
        calls.ask("ListTables", "the account's tables", () -> api.tables(last));
    calls.unknown();
    if (page == null) {
      whole = false;
      listed = true;
      return;
    }
    last = page.lastEvaluatedTableName();
    listed = last == null;
    page.tableNames().stream()
        .filter(name -> name.startsWith(settings.tablePrefix()))
        .forEach(names::add);
  }

  /** The report on a table; null when it no longer exists, or may not be described. */
  private @Nullable TableReport table(String name) throws InterruptedException {
    TableDescription table = calls.ask("DescribeTable", name, () -> api.describe(name));
    calls.unknown();
    if (table == null) {
      return null;
    }
    found++;
    anyTable = table.tableArn();
    PointInTimeRecoveryStatus recovery =
        calls.ask("DescribeContinuousBackups", name, () -> api.pointInTimeRecovery(name));
    List<String> destinations =
        calls.ask("DescribeKinesisStreamingDestination", name, () -> api.kinesisDestinations(name));
    String policy =
        calls.ask("GetResourcePolicy", name, () -> api.resourcePolicy(table.tableArn()));
    String key = key(table);
    String manager = key.isEmpty() ? "" : calls.ask("DescribeKey", key, () -> api.keyManager(key));
    return new TableReport(
        table.tableArn(),
        clock.millis(),
        orZero(table.tableSizeBytes()),
        orZero(table.itemCount()),
        billing(table),
        key,
        manager,
        recovery == null ? null : recovery == PointInTimeRecoveryStatus.ENABLED,
        Boolean.TRUE.equals(table.deletionProtectionEnabled()),
        stream(table),
        replicas(table),
        policy,
        destinations == null ? null : destinations.stream().sorted().toList(),
        calls.unknown());
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static String billing(TableDescription table) {
    return table.billingModeSummary() == null
        ? BillingMode.PROVISIONED.toString()
        : table.billingModeSummary().billingModeAsString();
  }

  private static String key(TableDescription table) {
    String key = table.sseDescription() == null ? null : table.sseDescription().kmsMasterKeyArn();
    return key == null ? "" : key;
  }

  private static String stream(TableDescription table) {
    StreamSpecification stream = table.streamSpecification();
    boolean on = stream != null && Boolean.TRUE.equals(stream.streamEnabled());
    return on ? String.valueOf(stream.streamViewTypeAsString()) : "";
  }

  private static List<String> replicas(TableDescription table) {
    String ownRegion = ResourceArns.region(table.tableArn());
    return table.replicas().stream()
        .map(ReplicaDescription::regionName)
        .filter(region -> !region.equals(ownRegion))
        .sorted()
        .toList();
  }

  /** The report on trails; null when they may not be listed. */
  private @Nullable TrailReport trails() throws InterruptedException {
    List<Trail> trails = calls.ask("DescribeTrails", "the trails", api::trails);
    calls.unknown();
    if (trails == null) {
      return null;
    }
    List<TrailReport.Seen> seen = new ArrayList<>();
    for (Trail trail : trails) {
      String arn = trail.trailARN();
      Boolean logging = calls.ask("GetTrailStatus", arn, () -> api.logging(arn));
      GetEventSelectorsResponse selectors =
          calls.ask("GetEventSelectors", arn, () -> api.selectors(arn));
      calls.unknown();
      seen.add(
          new TrailReport.Seen(
              arn,
              Boolean.TRUE.equals(trail.isMultiRegionTrail()),
              Boolean.TRUE.equals(trail.isOrganizationTrail()),
              logging == null || logging,
              selectors == null ? null : SelectorsJson.of(selectors)));
    }
    return new TrailReport(
        ResourceArns.account(anyTable),
        ResourceArns.region(anyTable),
        clock.millis(),
        List.copyOf(seen));
  }
}
