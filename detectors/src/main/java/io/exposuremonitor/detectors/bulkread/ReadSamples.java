package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.SlotSample;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The events that stand for what one actor read of one table: a view on its state. */
final class ReadSamples {
  private static final Comparator<SampledRead> BY_HASH =
      Comparator.comparingLong(SampledRead::hash)
          .thenComparing(SampledRead::eventId)
          .thenComparingLong(SampledRead::time)
          .thenComparing(SampledRead::path)
          .thenComparingInt(SampledRead::origin);

  /** Events compete with those that read by the same path. */
  private static final class Order implements SlotSample.Order<SampledRead> {
    @Override
    public long time(SampledRead read) {
      return read.time();
    }

    @Override
    public Object group(SampledRead read) {
      return read.path();
    }

    @Override
    public Object name(SampledRead read) {
      return read.eventId();
    }

    @Override
    public int compare(SampledRead one, SampledRead other) {
      return BY_HASH.compare(one, other);
    }
  }

  private final ReadVolumeState state;
  private final SlotSample<SampledRead> sample;

  ReadSamples(ReadVolumeState state) {
    this.state = state;
    this.sample =
        new SlotSample<>(
            state.samples,
            new Order(),
            Stream.of(Span.values()).map(span -> span.window).toList(),
            Evidence.MAX_EVENTS);
  }

  /**
   * Offers an event.
   *
   * @param settled everything before this time has arrived
   * @return whether it is among those that stand for others
   */
  boolean add(ReadEvent read, long settled) {
    EventReference event = read.event();
    int known = state.origins.indexOf(event.origin());
    SampledRead sampled =
        new SampledRead(
            read.time(),
            IdHash.of(event.eventId()),
            read.path(),
            event.eventId(),
            known < 0 ? state.origins.size() : known);
    if (!sample.add(sampled, settled)) {
      return false;
    }
    if (known < 0) {
      state.origins.add(event.origin());
    }
    forgetOrigins();
    return true;
  }

  /** Forgets what no window that is still to come can share a slot with. */
  void settle(long settled) {
    sample.settle(settled);
    forgetOrigins();
  }

  /** The events that stand for a window, of some paths. */
  List<EventReference> within(WindowWork work, Set<ReadPath> paths) {
    return EventReference.sample(
        sample.within(work.start(), work.end(), paths::contains).stream()
            .map(read -> new EventReference(read.eventId(), state.origins.get(read.origin())))
            .toList());
  }

  private void forgetOrigins() {
    Set<Integer> used = new TreeSet<>();
    state.samples.forEach(read -> used.add(read.origin()));
    if (used.size() == state.origins.size()) {
      return;
    }
    List<Integer> places = List.copyOf(used);
    List<Origin> origins = new ArrayList<>();
    places.forEach(index -> origins.add(state.origins.get(index)));
    state.samples.replaceAll(
        read ->
            new SampledRead(
                read.time(),
                read.hash(),
                read.path(),
                read.eventId(),
                places.indexOf(read.origin())));
    state.origins.clear();
    state.origins.addAll(origins);
  }
}
