package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls of one actor on one table that a signal is about. */
final class CopiedTable {
  private final Actor actor;
  private final String table;
  private final List<EventReference> events = new ArrayList<>();
  private final Set<ExportPlace> places = new LinkedHashSet<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private String account = "";
  private String region = "";

  CopiedTable(ActivityBundle bundle) {
    actor = bundle.actor();
    table = bundle.resource();
  }

  void add(TableCall call) {
    Facet facet = call.facet();
    account = facet.account();
    region = facet.region();
    if (facet.operation() == Operation.EXPORT_TABLE) {
      places.add(ExportPlace.of(facet.index()));
    }
    add(call.time(), call.event());
  }

  void add(long time, EventReference event) {
    start = Math.min(start, time);
    end = Math.max(end, time);
    if (!event.eventId().isEmpty()) {
      events.add(event);
    }
  }

  Actor actor() {
    return actor;
  }

  /** ARN of the table, or empty if the record names none. */
  String table() {
    return table;
  }

  /** The table's name, for a sentence. */
  String name() {
    return Names.table(table);
  }

  /** Destinations of the exports among the calls; an empty one if a record doesn't contain it. */
  Set<ExportPlace> places() {
    return places;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  /** A sample of the events, to look up in the logs. */
  List<EventReference> events() {
    return EventReference.sample(events);
  }
}
