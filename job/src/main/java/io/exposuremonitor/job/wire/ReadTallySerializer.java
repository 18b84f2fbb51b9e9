package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.ReadTally;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Tallies, of which a bundle gives one or two. */
public final class ReadTallySerializer extends CompactSerializer<ReadTally> {
  private static final long serialVersionUID = 1L;

  @Override
  void write(ReadTally tally, WireWriter out) {
    ActorLayout.write(tally.actor(), out);
    out.writeText(tally.table());
    out.writeText(tally.account());
    out.writeText(tally.region());
    out.writeLong(tally.slot());
    out.writeLong(tally.scanPages());
    out.writeLong(tally.queryPages());
    out.writeLong(tally.keys());
    out.writeBytes(tally.keySketch());
    out.writeBytes(tally.sharedReads());
  }

  @Override
  ReadTally read(WireReader in) {
    return new ReadTally(
        ActorLayout.read(in),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBytes(),
        in.readBytes());
  }

  @Override
  public ReadTally createInstance() {
    return new ReadTally(ActorLayout.NOBODY, "", "", "", 0, 0, 0, 0, new byte[0], new byte[0]);
  }

  @Override
  public TypeSerializer<ReadTally> duplicate() {
    return new ReadTallySerializer();
  }

  @Override
  public TypeSerializerSnapshot<ReadTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers: which serialiser it was. Each record tells its layout itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadTally> {
    /** For the engine. */
    public Snapshot() {
      super(ReadTallySerializer::new);
    }
  }
}
