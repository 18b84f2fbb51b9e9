package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.destruction.DeletionTally;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of deletion tallies; a bundle yields up to three. */
public final class DeletionTallySerializer extends CompactSerializer<DeletionTally> {
  private static final long serialVersionUID = 1L;

  @Override
  void write(DeletionTally tally, WireWriter out) {
    ActorLayout.write(tally.actor(), out);
    out.writeText(tally.table());
    out.writeText(tally.account());
    out.writeText(tally.region());
    out.writeLong(tally.first());
    out.writeLong(tally.last());
    out.writeBytes(tally.items());
    EventsLayout.write(tally.events(), out);
  }

  @Override
  DeletionTally read(WireReader in) {
    return new DeletionTally(
        ActorLayout.read(in),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readLong(),
        in.readLong(),
        in.readBytes(),
        EventsLayout.read(in));
  }

  @Override
  public DeletionTally createInstance() {
    return new DeletionTally(ActorLayout.NO_ACTOR, "", "", "", 0, 0, new byte[0], List.of());
  }

  @Override
  public TypeSerializer<DeletionTally> duplicate() {
    return new DeletionTallySerializer();
  }

  @Override
  public TypeSerializerSnapshot<DeletionTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each record contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeletionTally> {
    /** For the engine. */
    public Snapshot() {
      super(DeletionTallySerializer::new);
    }
  }
}
