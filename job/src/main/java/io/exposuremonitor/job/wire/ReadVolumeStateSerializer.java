package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.bulkread.ParallelScan;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState.Subject;
import io.exposuremonitor.detectors.bulkread.SampledRead;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of the state of one actor on one table. */
public final class ReadVolumeStateSerializer extends CompactStateSerializer<ReadVolumeState> {
  private static final long serialVersionUID = 1L;

  /** Bits that say which of the last parts follow. */
  private static final int SUBJECT = 1;

  private static final int LEASES = 2;

  @Override
  void write(ReadVolumeState state, WireWriter out) {
    out.writeLong(state.newest);
    out.writeLong(state.judgedBefore);
    SlotLayout.writeSlots(state.minutes, out);
    SlotLayout.writeSlots(state.hours, out);
    SlotLayout.writeSlots(state.days, out);
    SlotLayout.writeSlots(state.weeks, out);
    out.writeVarint(state.parallelScans.size());
    for (ParallelScan scan : state.parallelScans) {
      out.writeLong(scan.slot());
      out.writeVarint(scan.totalSegments());
      out.writeLong(scan.seen());
    }
    SlotLayout.writeDays(state.history, out);
    writeSamples(state, out);
    Subject subject = state.subject;
    Recency leases = state.leases;
    out.writeByte((subject == null ? 0 : SUBJECT) | (leases == null ? 0 : LEASES));
    if (subject != null) {
      ActorLayout.write(subject.actor(), out);
      out.writeText(subject.table());
      out.writeText(subject.account());
      out.writeText(subject.region());
    }
    if (leases != null) {
      out.writeLong(leases.newest());
      out.writeLong(leases.recent());
      out.writeLong(leases.before());
      out.writeLong(leases.since());
    }
  }

  @Override
  ReadVolumeState read(WireReader in) {
    ReadVolumeState state = new ReadVolumeState();
    state.newest = in.readLong();
    state.judgedBefore = in.readLong();
    state.minutes = SlotLayout.readSlots(in);
    state.hours = SlotLayout.readSlots(in);
    state.days = SlotLayout.readSlots(in);
    state.weeks = SlotLayout.readSlots(in);
    int scans = in.readVarint();
    for (int i = 0; i < scans; i++) {
      state.parallelScans.add(new ParallelScan(in.readLong(), in.readVarint(), in.readLong()));
    }
    state.history = SlotLayout.readDays(in);
    readSamples(state, in);
    int present = in.readByte();
    if ((present & SUBJECT) != 0) {
      state.subject =
          new Subject(ActorLayout.read(in), in.readText(), in.readText(), in.readText());
    }
    if ((present & LEASES) != 0) {
      state.leases = new Recency(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
    return state;
  }

  private static void writeSamples(ReadVolumeState state, WireWriter out) {
    out.writeVarint(state.samples.size());
    for (SampledRead read : state.samples) {
      out.writeLong(read.time());
      out.writeLong(read.hash());
      PathLayout.write(read.path(), out);
      out.writeText(read.eventId());
      out.writeVarint(read.origin());
    }
    out.writeVarint(state.origins.size());
    OriginLayout layout = new OriginLayout();
    state.origins.forEach(origin -> layout.writeNew(origin, out));
  }

  private static void readSamples(ReadVolumeState state, WireReader in) {
    int samples = in.readVarint();
    for (int i = 0; i < samples; i++) {
      state.samples.add(
          new SampledRead(
              in.readLong(), in.readLong(), PathLayout.read(in), in.readText(), in.readVarint()));
    }
    OriginLayout layout = new OriginLayout();
    int origins = in.readVarint();
    for (int i = 0; i < origins; i++) {
      state.origins.add(layout.readNew(in));
    }
  }

  @Override
  public ReadVolumeState createInstance() {
    return new ReadVolumeState();
  }

  @Override
  public TypeSerializer<ReadVolumeState> duplicate() {
    return new ReadVolumeStateSerializer();
  }

  @Override
  public TypeSerializerSnapshot<ReadVolumeState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each state contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadVolumeState> {
    /** For the engine. */
    public Snapshot() {
      super(ReadVolumeStateSerializer::new);
    }
  }
}
