package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.List;

/** Layout of slots and days. The values read are mutable. */
final class SlotLayout {
  private SlotLayout() {}

  static void writeSlots(List<Slot> slots, WireWriter out) {
    out.writeVarint(slots.size());
    for (Slot slot : slots) {
      out.writeLong(slot.first());
      out.writeVarint(slot.span());
      writeNumbers(slot.sums(), out);
      out.writeVarint(slot.sketches().length);
      for (byte[] sketch : slot.sketches()) {
        out.writeBytes(sketch == null ? new byte[0] : sketch);
      }
    }
  }

  static List<Slot> readSlots(WireReader in) {
    int count = in.readVarint();
    List<Slot> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long first = in.readLong();
      int span = in.readVarint();
      long[] sums = readNumbers(in);
      byte[][] sketches = new byte[in.readVarint()][];
      for (int j = 0; j < sketches.length; j++) {
        sketches[j] = in.readBytes();
      }
      slots.add(new Slot(first, span, sums, sketches));
    }
    return slots;
  }

  static void writeDays(List<HistoryDay> days, WireWriter out) {
    out.writeVarint(days.size());
    for (HistoryDay day : days) {
      out.writeLong(day.start());
      out.writeLong(day.crossed());
      out.writeLong(day.signalled());
      writeNumbers(day.most(), out);
    }
  }

  static List<HistoryDay> readDays(WireReader in) {
    int count = in.readVarint();
    List<HistoryDay> days = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      days.add(new HistoryDay(in.readLong(), in.readLong(), in.readLong(), readNumbers(in)));
    }
    return days;
  }

  private static void writeNumbers(long[] numbers, WireWriter out) {
    out.writeVarint(numbers.length);
    for (long number : numbers) {
      out.writeVarlong(number);
    }
  }

  private static long[] readNumbers(WireReader in) {
    long[] numbers = new long[in.readVarint()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readVarlong();
    }
    return numbers;
  }
}
