package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.ResourceArns;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Listed;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Tagged;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.Denials;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.StreamInfo;
import io.exposuremonitor.connectors.stream.StreamService.StreamList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Finds the streams of the selected tables. A table can have several: enabling a stream again
 * creates a new one, and the disabled one stays readable for a day. Reports a table without any
 * stream once. Thread-safe.
 */
final class StreamFinder {
  /** The retention of every stream (DynamoDB developer guide, "Streams"). */
  static final Duration RETENTION = Duration.ofHours(24);

  private final StreamsApi api;
  private final TableSelection selection;
  private final TableCatalogue catalogue;
  private final InstantSource clock;
  private final StreamEvents events;
  private final Denials denials;
  private final Set<String> reported = new HashSet<>();

  StreamFinder(StreamsApi api, TableSelection selection, InstantSource clock, StreamEvents events) {
    this.api = api;
    this.selection = selection;
    this.catalogue = new TableCatalogue(api, selection, clock, events);
    this.clock = clock;
    this.events = events;
    this.denials = new Denials(events, clock);
  }

  synchronized StreamList find() throws StreamException {
    TableCatalogue.Tables tables = catalogue.tables();
    Collection<TableDescription> found = tables.found().values();
    var live = new LinkedHashSet<String>();
    found.stream()
        .filter(StreamFinder::streams)
        .map(TableDescription::latestStreamArn)
        .forEach(live::add);
    // Streams of other accounts' tables are not listed, so the tables' own descriptions count too.
    var all = new LinkedHashSet<>(live);
    for (Stream stream : listed()) {
      if (chosen(stream)) {
        all.add(stream.streamArn());
      }
    }
    reportTablesWithoutStream(tables, all);
    return new StreamList(
        all.stream()
            .map(
                arn -> new StreamInfo(arn, live.contains(arn) || mayBeLive(arn, tables), RETENTION))
            .toList(),
        tables.undescribed().isEmpty());
  }

  /** True for a stream of a table that can't be described: a later listing tells. */
  private static boolean mayBeLive(String stream, TableCatalogue.Tables tables) {
    String table = ResourceArns.tableOfStream(stream);
    return tables.undescribed().contains(table)
        || tables.undescribed().contains(ResourceArns.tableName(table));
  }

  /** Chooses the table of a stream that was read before a restart. */
  synchronized void resume(String stream) {
    catalogue.choose(ResourceArns.tableOfStream(stream));
  }

  /** Whether the table of a stream is selected, judging by its name. */
  boolean wants(String stream) {
    String table = ResourceArns.tableOfStream(stream);
    return selection.admits(ResourceArns.tableName(table), table);
  }

  private static boolean streams(TableDescription table) {
    return table.latestStreamArn() != null
        && table.streamSpecification() != null
        && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
  }

  private boolean chosen(Stream stream) {
    String table = ResourceArns.tableOfStream(stream.streamArn());
    return selection.admits(stream.tableName(), table)
        && (!(selection instanceof Tagged) || catalogue.isChosen(table));
  }

  private List<Stream> listed() throws StreamException {
    var found = new ArrayList<Stream>();
    if (selection instanceof Listed listed) {
      for (String table : listed.tables()) {
        list(ResourceArns.tableName(table), found);
      }
    } else {
      list(null, found);
    }
    return found;
  }

  /**
   * @param table null for all tables of the account
   */
  private void list(@Nullable String table, List<Stream> into) throws StreamException {
    String last = null;
    do {
      ListStreamsResponse page;
      try {
        page = page(table, last);
      } catch (StreamException e) {
        if (e.kind() == Kind.GONE) {
          return;
        }
        if (e.kind() == Kind.DENIED && table != null) {
          denials.denied(table, e);
          return;
        }
        throw e;
      }
      into.addAll(page.streams());
      last = page.lastEvaluatedStreamArn();
    } while (last != null);
    if (table != null) {
      denials.allowed(table);
    }
  }

  private ListStreamsResponse page(@Nullable String table, @Nullable String after)
      throws StreamException {
    return StreamsErrors.translate(
        table == null ? "the account's streams" : "the streams of " + table,
        () -> api.listStreams(table, after));
  }

  private void reportTablesWithoutStream(TableCatalogue.Tables tables, Collection<String> streams) {
    var without = new HashSet<>(tables.missing());
    tables.found().values().forEach(table -> without.add(table.tableArn()));
    for (String stream : streams) {
      String table = ResourceArns.tableOfStream(stream);
      without.remove(table);
      without.remove(ResourceArns.tableName(table));
    }
    reported.retainAll(without);
    without.stream().filter(reported::add).forEach(this::report);
  }

  private void report(String table) {
    String detail = "the table does not exist or has no stream: none of its changes is seen";
    events.gap(
        new CoverageGap(CoverageGap.Cause.STREAM_ENDED, table, "", 0, clock.millis(), detail));
  }
}
