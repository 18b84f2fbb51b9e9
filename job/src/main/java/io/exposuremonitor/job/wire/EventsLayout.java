package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;

/** Layout of a few events; an origin that several of them share is written once. */
final class EventsLayout {
  private EventsLayout() {}

  static void write(List<EventReference> events, WireWriter out) {
    OriginLayout origins = new OriginLayout();
    out.writeVarint(events.size());
    for (EventReference event : events) {
      out.writeText(event.eventId());
      origins.write(event.origin(), out);
    }
  }

  static List<EventReference> read(WireReader in) {
    OriginLayout origins = new OriginLayout();
    int count = in.readVarint();
    List<EventReference> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(new EventReference(in.readText(), origins.read(in)));
    }
    return events;
  }
}
