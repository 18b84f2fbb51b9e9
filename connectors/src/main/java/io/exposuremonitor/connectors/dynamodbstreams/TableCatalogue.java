package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Listed;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Tagged;
import io.exposuremonitor.connectors.stream.Denials;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The selected tables. A table that can't be described, or may not be, does not delay the others:
 * its last known description still counts. For one thread at a time.
 */
final class TableCatalogue {
  private final StreamsApi api;
  private final TableSelection selection;
  private final StreamEvents events;
  private final @Nullable TableTags tags;
  private final Denials denials;
  private Map<String, TableDescription> known = Map.of();

  TableCatalogue(
      StreamsApi api, TableSelection selection, InstantSource clock, StreamEvents events) {
    this.api = api;
    this.selection = selection;
    this.events = events;
    this.denials = new Denials(events, clock);
    this.tags = selection instanceof Tagged tagged ? new TableTags(api, tagged, clock) : null;
  }

  /**
   * The selected tables.
   *
   * @param found those that exist, by the name or ARN under which they were looked for
   * @param missing listed ones that don't exist
   * @param complete false when a table can't be described that was not described before either
   */
  record Tables(Map<String, TableDescription> found, List<String> missing, boolean complete) {}

  /**
   * @throws StreamException when none could be described
   */
  Tables tables() throws StreamException {
    var found = new LinkedHashMap<String, TableDescription>();
    var missing = new ArrayList<String>();
    StreamException trouble = null;
    boolean complete = true;
    for (String table : candidates()) {
      try {
        TableDescription description =
            StreamsErrors.translate(table, () -> api.describeTable(table));
        if (tags == null || tags.tagged(description.tableArn())) {
          found.put(table, description);
        }
        denials.allowed(table);
      } catch (StreamException e) {
        switch (e.kind()) {
          case PERMANENT -> throw e;
          case GONE -> missing.add(table);
          case DENIED -> {
            trouble = e;
            denials.denied(table, e);
            complete &= keepKnown(table, found);
          }
          case RETRYABLE, THROTTLED -> {
            trouble = e;
            events.failed(e);
            complete &= keepKnown(table, found);
          }
        }
      }
    }
    if (found.isEmpty() && trouble != null) {
      throw trouble;
    }
    known = found;
    return new Tables(found, selection instanceof Listed ? missing : List.of(), complete);
  }

  /** False when nothing was known before. */
  private boolean keepKnown(String table, Map<String, TableDescription> found) {
    TableDescription before = known.get(table);
    if (before != null) {
      found.put(table, before);
    }
    return before != null;
  }

  private List<String> candidates() throws StreamException {
    if (selection instanceof Listed listed) {
      return listed.tables();
    }
    var names = new ArrayList<String>();
    String last = null;
    do {
      ListTablesResponse page = page(last);
      page.tableNames().stream().filter(name -> selection.admits(name, "")).forEach(names::add);
      last = page.lastEvaluatedTableName();
    } while (last != null);
    return names;
  }

  private ListTablesResponse page(@Nullable String after) throws StreamException {
    return StreamsErrors.translate("the account's tables", () -> api.listTables(after));
  }
}
