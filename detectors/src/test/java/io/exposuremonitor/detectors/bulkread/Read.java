package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.EventIds;
import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One read call in the notation of the tests. */
record Read(long id, long time, Actor actor, String table, Facet facet, List<Long> keys) {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-west-1";
  static final String CUSTOMERS = table("customers");

  /** A Monday, midnight UTC. */
  static final long MONDAY = 1_767_571_200_000L;

  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  static String table(String name) {
    return "arn:aws:dynamodb:" + REGION + ":" + ACCOUNT + ":table/" + name;
  }

  static Actor role(String name) {
    return new Actor(Actor.Kind.ROLE, "arn:aws:iam::" + ACCOUNT + ":role/" + name, ACCOUNT);
  }

  static Facet facet(Operation operation) {
    return new Facet(
        operation, Origin.NONE, false, ACCOUNT, REGION, "", "", 0, -1, 0, false, false, List.of());
  }

  static Read of(long id, long time, Operation operation, Long... keys) {
    return new Read(id, time, role("x"), CUSTOMERS, facet(operation), List.of(keys));
  }

  static Read scan(long id, long time) {
    return of(id, time, Operation.SCAN);
  }

  static Read key(long id, long time, long key) {
    return of(id, time, Operation.GET_ITEM, key);
  }

  static Read select(long id, long time, Statement.Access... statements) {
    List<Statement> parsed = new ArrayList<>();
    for (Statement.Access access : statements) {
      parsed.add(new Statement(Statement.Verb.SELECT, "customers", "", access, "SELECT"));
    }
    Operation operation =
        statements.length > 1 ? Operation.BATCH_EXECUTE_STATEMENT : Operation.EXECUTE_STATEMENT;
    Facet f = facet(operation);
    return new Read(
        id,
        time,
        role("x"),
        CUSTOMERS,
        new Facet(
            operation, f.origin(), false, ACCOUNT, REGION, "", "", 0, -1, 0, false, false, parsed),
        List.of());
  }

  Read by(Actor other) {
    return new Read(id, time, other, table, facet, keys);
  }

  Read on(String other) {
    return new Read(id, time, actor, other, facet, keys);
  }

  Read failed() {
    return with(
        changed(
            facet.origin(),
            facet.shared(),
            "AccessDenied",
            facet.limit(),
            facet.segment(),
            facet.totalSegments(),
            facet.countOnly(),
            facet.continued()));
  }

  Read shared() {
    return with(
        changed(
            facet.origin(),
            true,
            "",
            facet.limit(),
            facet.segment(),
            facet.totalSegments(),
            facet.countOnly(),
            facet.continued()));
  }

  Read countOnly() {
    return with(changed(facet.origin(), false, "", 0, -1, 0, true, false));
  }

  /** The same page of a query, after an item that no other read starts after. */
  Read continued(int limit) {
    return continued(limit, 1_000_000 + id);
  }

  /**
   * The page after one that ended at 1 MB or at the limit.
   *
   * @param start the key of the item before; statements have none
   */
  Read continued(int limit, long start) {
    List<Long> all = new ArrayList<>(keys);
    if (facet.operation() == Operation.QUERY) {
      all.add(start);
    }
    Facet continuation = changed(facet.origin(), false, "", limit, -1, 0, false, true);
    return new Read(id, time, actor, table, continuation, all);
  }

  /** The same with a limit on the number of items. */
  Read limited(int limit) {
    return with(changed(facet.origin(), false, "", limit, -1, 0, false, false));
  }

  Read console(int limit) {
    Origin browser = new Origin("192.0.2.1", "Mozilla/5.0", "", "", "", "", true);
    return with(changed(browser, false, "", limit, -1, 0, false, false));
  }

  Read segment(int segment, int total) {
    return with(changed(facet.origin(), false, "", 0, segment, total, false, false));
  }

  private Facet changed(
      Origin origin,
      boolean shared,
      String errorCode,
      int limit,
      int segment,
      int totalSegments,
      boolean countOnly,
      boolean continued) {
    return new Facet(
        facet.operation(),
        origin,
        shared,
        ACCOUNT,
        REGION,
        "",
        errorCode,
        limit,
        segment,
        totalSegments,
        countOnly,
        continued,
        facet.statements());
  }

  private Read with(Facet other) {
    return new Read(id, time, actor, table, other, keys);
  }

  /** Pages of a scan, evenly spaced from {@code from} on. */
  static List<Read> scans(int pages, long from, long spacing) {
    return LongStream.range(0, pages)
        .mapToObj(i -> scan(from * 31 + i, from + i * spacing))
        .toList();
  }

  /** The bundles that reads form when they are divided by actor, table and slot. */
  static List<ActivityBundle> bundles(List<Read> reads) {
    record Key(Actor actor, String table, long slot) {}
    Map<Key, List<Read>> groups = new LinkedHashMap<>();
    for (Read read : reads) {
      Key key = new Key(read.actor, read.table, ActivityBundle.slotOf(read.time));
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(read);
    }
    List<ActivityBundle> bundles = new ArrayList<>();
    groups.forEach((key, group) -> bundles.add(bundle(key.actor, key.table, key.slot, group)));
    return bundles;
  }

  private static ActivityBundle bundle(Actor actor, String table, long slot, List<Read> reads) {
    List<Facet> facets = reads.stream().map(Read::facet).distinct().toList();
    Map<Facet, Integer> index = new LinkedHashMap<>();
    facets.forEach(facet -> index.put(facet, index.size()));
    int[] keyEnd = new int[reads.size()];
    int end = 0;
    for (int i = 0; i < keyEnd.length; i++) {
      end += reads.get(i).keys.size();
      keyEnd[i] = end;
    }
    return new ActivityBundle(
        actor,
        table,
        slot,
        facets,
        reads.stream().mapToInt(read -> index.get(read.facet)).toArray(),
        reads.stream().mapToInt(read -> (int) (read.time - slot)).toArray(),
        reads.stream().mapToLong(read -> IdHash.of(read.eventId())).toArray(),
        keyEnd,
        reads.stream().flatMap(read -> read.keys.stream()).mapToLong(Long::longValue).toArray(),
        IntStream.range(0, reads.size()).toArray(),
        EventIds.of(reads.stream().map(Read::eventId).toList()));
  }

  String eventId() {
    return new UUID(id * 0x9E3779B97F4A7C15L, id).toString();
  }
}
