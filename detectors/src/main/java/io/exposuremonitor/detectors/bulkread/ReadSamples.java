package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.SlotSample;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sampled events of one actor on one table: a view on their state. */
final class ReadSamples {
  private static final int UNUSED = -1;

  private final ReadVolumeState state;
  private final SlotSample<SampledRead> sample;

  ReadSamples(ReadVolumeState state) {
    this.state = state;
    this.sample =
        new SlotSample<>(
            state.samples,
            Stream.of(Span.values()).map(span -> span.window).toList(),
            Evidence.MAX_EVENTS);
  }

  /**
   * Offers events.
   *
   * @param settled everything before this time has arrived
   * @return the events newly added to the sample
   */
  List<ReadEvent> add(List<ReadEvent> events, long settled) {
    List<ReadEvent> added = new ArrayList<>();
    for (ReadEvent read : events) {
      EventReference event = read.event();
      int known = state.origins.indexOf(event.origin());
      int origin = known < 0 ? state.origins.size() : known;
      if (sample.add(
          new SampledRead(read.time(), read.hash(), read.path(), event.eventId(), origin),
          settled)) {
        added.add(read);
        if (known < 0) {
          state.origins.add(event.origin());
        }
      }
    }
    if (!added.isEmpty()) {
      forgetOrigins();
    }
    return added;
  }

  /**
   * Evicts events that no future window needs.
   *
   * @param before the value of {@code settled} in the previous call, or earlier
   */
  void settle(long before, long settled) {
    int held = state.samples.size();
    sample.settle(before, settled);
    if (state.samples.size() < held) {
      forgetOrigins();
    }
  }

  /** A sample of a window's events by some paths. */
  List<EventReference> within(WindowWork work, Set<ReadPath> paths) {
    return EventReference.sample(
        sample.within(work.start(), work.end(), paths::contains).stream()
            .map(read -> new EventReference(read.eventId(), state.origins.get(read.origin())))
            .toList());
  }

  private void forgetOrigins() {
    int[] places = new int[state.origins.size()];
    Arrays.fill(places, UNUSED);
    state.samples.forEach(read -> places[read.origin()] = read.origin());
    List<Origin> used = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] != UNUSED) {
        places[i] = used.size();
        used.add(state.origins.get(i));
      }
    }
    if (used.size() < places.length) {
      state.samples.replaceAll(read -> read.from(places[read.origin()]));
      state.origins.clear();
      state.origins.addAll(used);
    }
  }
}
