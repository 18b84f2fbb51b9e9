package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.aws.ResourceArns;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.dynamodbstreams.StreamsErrors;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Listed;
import io.exposuremonitor.connectors.stream.Denials;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.kinesis.leases.Lease;

/**
 * Reads the selected lease tables one after the other, page by page at the configured pace. A
 * failure of one does not delay the others; its table is read again with the next pass. For one
 * thread.
 */
final class LeaseTableReader implements AutoCloseable {
  /** Number of passes for which descriptions of tables are cached: a table's key never changes. */
  private static final int DESCRIBED_FOR = 60;

  private final LeaseTablesApi api;
  private final LeaseSettings settings;
  private final InstantSource clock;
  private final TokenBucket pace;
  private final LeaseEvents events;
  private final Denials denials;
  private final LeaseRows rows = new LeaseRows();
  private final Map<String, Heartbeats> heartbeats = new HashMap<>();
  private final Map<String, TableDescription> described = new HashMap<>();
  private int passes;

  LeaseTableReader(
      LeaseTablesApi api,
      LeaseSettings settings,
      InstantSource clock,
      TokenBucket pace,
      LeaseEvents events) {
    this.api = api;
    this.settings = settings;
    this.clock = clock;
    this.pace = pace;
    this.events = events;
    this.denials = new Denials(events, clock);
  }

  /**
   * Reads every table once.
   *
   * @throws InterruptedException when the source is closed meanwhile
   */
  List<LeaseReading> pass() throws InterruptedException {
    if (passes++ % DESCRIBED_FOR == 0) {
      described.clear();
    }
    List<LeaseReading> readings = new ArrayList<>();
    int missing = 0;
    for (String table : candidates()) {
      try {
        TableDescription description = describe(table);
        if (LeaseRows.isLeaseTable(description)) {
          readings.add(read(description.tableArn(), table));
        }
        denials.allowed(table);
      } catch (StreamException e) {
        described.remove(table);
        switch (e.kind()) {
          case DENIED -> denials.denied(table, e);
          case GONE -> missing++;
          case RETRYABLE, THROTTLED, PERMANENT -> events.failed(e);
        }
      }
    }
    events.passed(settings.tables() instanceof Listed ? missing : 0);
    return readings;
  }

  @Override
  public void close() {
    api.close();
  }

  private List<String> candidates() throws InterruptedException {
    if (settings.tables() instanceof Listed listed) {
      return listed.tables();
    }
    List<String> names = new ArrayList<>();
    String account = "the account's tables";
    try {
      String last = null;
      do {
        ListTablesResponse page = listed(account, last);
        page.tableNames().stream()
            .filter(name -> settings.tables().admits(name, ""))
            .forEach(names::add);
        last = page.lastEvaluatedTableName();
      } while (last != null);
      denials.allowed(account);
    } catch (StreamException e) {
      if (e.kind() == StreamException.Kind.DENIED) {
        denials.denied(account, e);
      } else {
        events.failed(e);
      }
    }
    return names;
  }

  private ListTablesResponse listed(String account, @Nullable String after)
      throws StreamException, InterruptedException {
    pace.take();
    return StreamsErrors.translate(account, () -> api.listTables(after));
  }

  private TableDescription describe(String table) throws StreamException, InterruptedException {
    TableDescription known = described.get(table);
    if (known == null) {
      pace.take();
      known = StreamsErrors.translate(table, () -> api.describeTable(table));
      described.put(table, known);
    }
    return known;
  }

  private LeaseReading read(String arn, String table) throws StreamException, InterruptedException {
    Heartbeats tableHeartbeats = heartbeats.computeIfAbsent(arn, added -> new Heartbeats());
    Map<String, LeaseTally> streams = new TreeMap<>();
    try {
      Map<String, AttributeValue> last = Map.of();
      do {
        ScanResponse page = page(table, last);
        count(page.items(), arn, tableHeartbeats, streams);
        last = page.lastEvaluatedKey();
      } while (!last.isEmpty());
      tableHeartbeats.complete();
    } catch (StreamException | InterruptedException e) {
      tableHeartbeats.abandon();
      throw e;
    }
    if (streams.isEmpty()) {
      streams.put(settings.stream(), new LeaseTally());
    }
    List<StreamLeases> leases = new ArrayList<>(streams.size());
    streams.forEach((stream, tally) -> leases.add(tally.of(stream)));
    return new LeaseReading(
        arn,
        ResourceArns.tableName(arn),
        settings.tables() instanceof Listed,
        clock.millis(),
        leases);
  }

  private ScanResponse page(String table, Map<String, AttributeValue> after)
      throws StreamException, InterruptedException {
    pace.take();
    return StreamsErrors.translate(table, () -> api.scan(table, after));
  }

  private void count(
      List<Map<String, AttributeValue>> items,
      String arn,
      Heartbeats tableHeartbeats,
      Map<String, LeaseTally> streams) {
    int unreadable = 0;
    long now = clock.millis();
    for (Map<String, AttributeValue> item : items) {
      LeaseRows.Row row = rows.read(item);
      Lease lease = row.lease();
      if (lease != null) {
        String stream = LeaseRows.stream(lease, arn, settings.stream());
        LeaseTally tally = streams.computeIfAbsent(stream, added -> new LeaseTally());
        if (LeaseRows.isFinished(lease)) {
          tally.finished();
        } else {
          long still = tableHeartbeats.unchangedMillis(lease.leaseKey(), lease.leaseCounter(), now);
          tally.open(lease.leaseOwner(), still, settings.orphanedAfter().toMillis());
        }
      }
      unreadable += row.kind() == LeaseRows.Kind.UNREADABLE ? 1 : 0;
    }
    events.read(items.size());
    if (unreadable > 0) {
      events.unreadable(unreadable);
    }
  }
}
