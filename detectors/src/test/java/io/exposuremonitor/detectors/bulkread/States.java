package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/** Simulates storing and loading a state, and computes its size. */
final class States {
  private States() {}

  static ReadVolumeState copy(ReadVolumeState state) {
    ReadVolumeState copy = new ReadVolumeState();
    copy.newest = state.newest;
    copy.judgedBefore = state.judgedBefore;
    copy.minutes = slots(state.minutes);
    copy.hours = slots(state.hours);
    copy.days = slots(state.days);
    copy.weeks = slots(state.weeks);
    copy.parallelScans = new ArrayList<>(state.parallelScans);
    copy.history = new ArrayList<>();
    for (HistoryDay day : state.history) {
      copy.history.add(
          new HistoryDay(day.start(), day.crossed(), day.signalled(), day.most().clone()));
    }
    copy.samples = new ArrayList<>(state.samples);
    copy.origins = new ArrayList<>(state.origins);
    copy.subject = state.subject;
    copy.leases = state.leases;
    return copy;
  }

  private static int sampleBytes(ReadVolumeState state) {
    int bytes = 2 * 5;
    for (SampledRead read : state.samples) {
      bytes += 1 + 9 + 9 + 5 + 3 + read.eventId().length() + 5;
    }
    for (Origin origin : state.origins) {
      bytes += 1 + 6 * 3 + 2 + origin.sourceIp().length() + origin.userAgent().length();
      bytes += origin.accessKeyId().length() + origin.session().length();
      bytes += origin.vpcEndpointId().length() + origin.invokedBy().length();
    }
    return bytes;
  }

  private static List<Slot> slots(List<Slot> slots) {
    List<Slot> copies = new ArrayList<>();
    for (Slot slot : slots) {
      byte[][] sketches = new byte[slot.sketches().length][];
      for (int i = 0; i < sketches.length; i++) {
        sketches[i] = slot.sketch(i).clone();
      }
      copies.add(new Slot(slot.first(), slot.span(), slot.sums().clone(), sketches));
    }
    return copies;
  }

  /**
   * An upper bound for any serialiser, including Flink's own for such classes: a flag byte for each
   * object, a null byte and the value for each field, four bytes of length and, for objects in
   * arrays, a null byte each.
   */
  static int bytes(ReadVolumeState state) {
    int bytes = 1 + 2 * 9 + 6 + sampleBytes(state);
    for (List<Slot> slots : List.of(state.minutes, state.hours, state.days, state.weeks)) {
      bytes += 2 + 4;
      for (Slot slot : slots) {
        bytes += 1 + 9 + 5 + 5 + 8 * slot.sums().length + 5;
        for (int i = 0; i < slot.sketches().length; i++) {
          bytes += 1 + 4 + slot.sketch(i).length;
        }
      }
    }
    bytes += 5 + state.parallelScans.size() * (1 + 9 + 5 + 9) + 5;
    for (HistoryDay day : state.history) {
      bytes += 1 + 3 * 9 + 5 + 8 * day.most().length;
    }
    return bytes + 2 + (state.subject == null ? 0 : 250) + (state.leases == null ? 0 : 37);
  }
}
