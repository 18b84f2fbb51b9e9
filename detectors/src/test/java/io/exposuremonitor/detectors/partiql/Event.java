package io.exposuremonitor.detectors.partiql;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.EventIds;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One call in the notation of the tests. */
record Event(
    String id,
    long time,
    Actor actor,
    String table,
    Operation operation,
    List<String> sql,
    boolean console,
    String errorCode,
    int limit) {
  static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/orders", "111122223333");
  static final Actor USER =
      new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333");
  private static final Origin PROGRAM =
      new Origin("192.0.2.10", "aws-sdk-java/2.42", "AKIAIOSFODNN7EXAMPLE", "i-1", "", "", false);
  private static final Origin BROWSER =
      new Origin("203.0.113.7", "Mozilla/5.0", "ASIAIOSFODNN7EXAMPLE", "alice", "", "", true);

  static Event at(long time, String... sql) {
    return new Event(
        "e" + time,
        time,
        ROLE,
        tableArn("Orders"),
        Operation.EXECUTE_STATEMENT,
        List.of(sql),
        false,
        "",
        0);
  }

  static String tableArn(String name) {
    return "arn:aws:dynamodb:eu-west-1:111122223333:table/" + name;
  }

  Event id(String other) {
    return new Event(other, time, actor, table, operation, sql, console, errorCode, limit);
  }

  Event by(Actor other) {
    return new Event(id, time, other, table, operation, sql, console, errorCode, limit);
  }

  Event on(String name) {
    return new Event(id, time, actor, tableArn(name), operation, sql, console, errorCode, limit);
  }

  Event as(Operation other) {
    return new Event(id, time, actor, table, other, sql, console, errorCode, limit);
  }

  Event inConsole() {
    return new Event(id, time, actor, table, operation, sql, true, errorCode, limit);
  }

  Event failed(String code) {
    return new Event(id, time, actor, table, operation, sql, console, code, limit);
  }

  Event limit(int items) {
    return new Event(id, time, actor, table, operation, sql, console, errorCode, items);
  }

  List<Statement> statements() {
    return sql.stream().map(StatementAnalyser::analyse).toList();
  }

  boolean fitsWith(Event other) {
    return actor.equals(other.actor)
        && table.equals(other.table)
        && ActivityBundle.slotOf(time) == ActivityBundle.slotOf(other.time);
  }

  private Facet facet() {
    return new Facet(
        operation,
        console ? BROWSER : PROGRAM,
        false,
        "111122223333",
        "eu-west-1",
        "",
        errorCode,
        limit,
        -1,
        0,
        false,
        false,
        statements());
  }

  /** The bundle of events that belong together. */
  static ActivityBundle bundle(List<Event> events) {
    Event first = events.get(0);
    List<Facet> facets = new ArrayList<>();
    int[] facet = new int[events.size()];
    for (int i = 0; i < facet.length; i++) {
      Facet own = events.get(i).facet();
      if (!facets.contains(own)) {
        facets.add(own);
      }
      facet[i] = facets.indexOf(own);
    }
    long slot = ActivityBundle.slotOf(first.time);
    return new ActivityBundle(
        first.actor,
        first.table,
        slot,
        facets,
        facet,
        events.stream().mapToInt(event -> (int) (event.time - slot)).toArray(),
        events.stream().mapToLong(Event::hash).toArray(),
        new int[events.size()],
        new long[0],
        IntStream.range(0, events.size()).toArray(),
        EventIds.of(events.stream().map(Event::id).toList()));
  }

  static List<Event> repeat(int times, long step, Event event) {
    return IntStream.range(0, times)
        .mapToObj(
            i ->
                new Event(
                    event.id + "-" + i,
                    event.time + i * step,
                    event.actor,
                    event.table,
                    event.operation,
                    event.sql,
                    event.console,
                    event.errorCode,
                    event.limit))
        .toList();
  }

  static String[] copies(int number, String sql) {
    String[] copies = new String[number];
    Arrays.fill(copies, sql);
    return copies;
  }

  private static long hash(Event event) {
    return Hashes.of(event.id);
  }
}
