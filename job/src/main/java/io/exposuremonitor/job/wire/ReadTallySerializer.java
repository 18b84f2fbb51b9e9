package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.ReadEvent;
import io.exposuremonitor.detectors.bulkread.ReadPath;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of read tallies; a bundle yields one or two. */
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
    writeEvents(tally.events(), out);
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
        in.readBytes(),
        readEvents(in));
  }

  private static void writeEvents(List<ReadEvent> events, WireWriter out) {
    OriginLayout origins = new OriginLayout();
    out.writeVarint(events.size());
    for (ReadEvent read : events) {
      out.writeLong(read.time());
      PathLayout.write(read.path(), out);
      out.writeLong(read.hash());
      out.writeText(read.event().eventId());
      origins.write(read.event().origin(), out);
    }
  }

  private static List<ReadEvent> readEvents(WireReader in) {
    OriginLayout origins = new OriginLayout();
    int count = in.readVarint();
    List<ReadEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long time = in.readLong();
      ReadPath path = PathLayout.read(in);
      long hash = in.readLong();
      EventReference event = new EventReference(in.readText(), origins.read(in));
      events.add(new ReadEvent(time, path, hash, event));
    }
    return events;
  }

  @Override
  public ReadTally createInstance() {
    return new ReadTally(
        ActorLayout.NO_ACTOR, "", "", "", 0, 0, 0, 0, new byte[0], new byte[0], List.of());
  }

  @Override
  public TypeSerializer<ReadTally> duplicate() {
    return new ReadTallySerializer();
  }

  @Override
  public TypeSerializerSnapshot<ReadTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each record contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReadTally> {
    /** For the engine. */
    public Snapshot() {
      super(ReadTallySerializer::new);
    }
  }
}
