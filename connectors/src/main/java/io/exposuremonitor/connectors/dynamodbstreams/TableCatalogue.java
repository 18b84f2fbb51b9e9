package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Listed;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection.Tagged;
import io.exposuremonitor.connectors.stream.Denials;
import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The selected tables. A table that can't be described, or may not be, does not delay the others:
 * its last known description still counts. One that was chosen by its tag stays chosen when it
 * loses the tag. For one thread at a time.
 */
final class TableCatalogue {
  private final StreamsApi api;
  private final TableSelection selection;
  private final StreamEvents events;
  private final @Nullable TableTags tags;
  private final Denials denials;
  private final Set<String> chosen = new HashSet<>();
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
   * @param undescribed those that can't be described and were not described before either: nothing
   *     is known about their streams
   */
  record Tables(
      Map<String, TableDescription> found, List<String> missing, Set<String> undescribed) {}

  /** Chooses a table whose stream was read before a restart, whatever its tags are now. */
  void choose(String tableArn) {
    chosen.add(tableArn);
  }

  /** Whether a table was ever chosen. */
  boolean isChosen(String tableArn) {
    return chosen.contains(tableArn);
  }

  /**
   * @throws StreamException when none could be described
   */
  Tables tables() throws StreamException {
    var found = new LinkedHashMap<String, TableDescription>();
    var missing = new ArrayList<String>();
    var undescribed = new HashSet<String>();
    StreamException trouble = null;
    for (String table : candidates()) {
      try {
        TableDescription description =
            StreamsErrors.translate(table, () -> api.describeTable(table));
        if (isWanted(description.tableArn())) {
          chosen.add(description.tableArn());
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
            keepKnown(table, found, undescribed);
          }
          case RETRYABLE, THROTTLED -> {
            trouble = e;
            events.failed(e);
            keepKnown(table, found, undescribed);
          }
        }
      }
    }
    if (found.isEmpty() && trouble != null) {
      throw trouble;
    }
    known = found;
    return new Tables(found, selection instanceof Listed ? missing : List.of(), undescribed);
  }

  private boolean isWanted(String tableArn) throws StreamException {
    return tags == null || chosen.contains(tableArn) || tags.tagged(tableArn);
  }

  private void keepKnown(
      String table, Map<String, TableDescription> found, Set<String> undescribed) {
    TableDescription before = known.get(table);
    if (before == null) {
      undescribed.add(table);
    } else {
      found.put(table, before);
    }
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
