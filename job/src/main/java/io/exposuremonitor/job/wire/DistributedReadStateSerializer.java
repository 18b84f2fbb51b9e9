package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.DistributedReadState;
import io.exposuremonitor.detectors.bulkread.DistributedReadState.ActorReads;
import io.exposuremonitor.detectors.bulkread.SampledActor;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of the state of one table and all its readers. */
public final class DistributedReadStateSerializer
    extends CompactStateSerializer<DistributedReadState> {
  private static final long serialVersionUID = 1L;

  @Override
  void write(DistributedReadState state, WireWriter out) {
    out.writeText(state.table);
    out.writeText(state.account);
    out.writeText(state.region);
    out.writeLong(state.newest);
    out.writeLong(state.hoursJudgedBefore);
    out.writeLong(state.daysJudgedBefore);
    SlotLayout.writeSlots(state.hours, out);
    SlotLayout.writeSlots(state.days, out);
    out.writeVarint(state.actors.size());
    for (ActorReads reads : state.actors) {
      ActorLayout.write(reads.actor(), out);
      SlotLayout.writeSlots(reads.hours(), out);
      SlotLayout.writeSlots(reads.days(), out);
    }
    out.writeVarint(state.samples.size());
    for (SampledActor read : state.samples) {
      out.writeLong(read.time());
      out.writeByte(read.keyed() ? 1 : 0);
      out.writeLong(read.actor());
      out.writeLong(read.hash());
      out.writeText(read.eventId());
    }
    SlotLayout.writeDays(state.history, out);
  }

  @Override
  DistributedReadState read(WireReader in) {
    DistributedReadState state = new DistributedReadState();
    state.table = in.readText();
    state.account = in.readText();
    state.region = in.readText();
    state.newest = in.readLong();
    state.hoursJudgedBefore = in.readLong();
    state.daysJudgedBefore = in.readLong();
    state.hours = SlotLayout.readSlots(in);
    state.days = SlotLayout.readSlots(in);
    int actors = in.readVarint();
    for (int i = 0; i < actors; i++) {
      state.actors.add(
          new ActorReads(ActorLayout.read(in), SlotLayout.readSlots(in), SlotLayout.readSlots(in)));
    }
    int samples = in.readVarint();
    for (int i = 0; i < samples; i++) {
      state.samples.add(
          new SampledActor(
              in.readLong(), in.readByte() != 0, in.readLong(), in.readLong(), in.readText()));
    }
    state.history = SlotLayout.readDays(in);
    return state;
  }

  @Override
  public DistributedReadState createInstance() {
    return new DistributedReadState();
  }

  @Override
  public TypeSerializer<DistributedReadState> duplicate() {
    return new DistributedReadStateSerializer();
  }

  @Override
  public TypeSerializerSnapshot<DistributedReadState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each state contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DistributedReadState> {
    /** For the engine. */
    public Snapshot() {
      super(DistributedReadStateSerializer::new);
    }
  }
}
