package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.consumer.StreamUse;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of uses of streams, which are frequent elements. */
@SuppressWarnings("EnumOrdinal") // kinds keep their order, new ones go to the end
public final class StreamUseSerializer extends CompactSerializer<StreamUse> {
  private static final long serialVersionUID = 1L;

  private static final StreamUse.Kind[] KINDS = StreamUse.Kind.values();
  private static final StreamUse.Via[] VIAS = StreamUse.Via.values();

  @Override
  void write(StreamUse use, WireWriter out) {
    out.writeByte(use.kind().ordinal());
    out.writeText(use.stream());
    ActorLayout.write(use.actor(), out);
    out.writeByte(use.via().ordinal());
    out.writeText(use.consumer());
    out.writeText(use.application());
    out.writeText(use.account());
    out.writeText(use.region());
    out.writeLong(use.slot());
    out.writeLong(use.start());
    out.writeLong(use.end());
    out.writeBytes(use.calls());
    out.writeByte(use.anyShard() ? 1 : 0);
    out.writeVarint(use.shards().length);
    out.writeLongs(use.shards());
    EventsLayout.write(use.events(), out);
  }

  @Override
  StreamUse read(WireReader in) {
    return new StreamUse(
        KINDS[in.readByte()],
        in.readText(),
        ActorLayout.read(in),
        VIAS[in.readByte()],
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBytes(),
        in.readByte() != 0,
        in.readLongs(in.readVarint()),
        EventsLayout.read(in));
  }

  @Override
  public StreamUse createInstance() {
    return new StreamUse(
        KINDS[0],
        "",
        ActorLayout.NO_ACTOR,
        VIAS[0],
        "",
        "",
        "",
        "",
        0,
        0,
        0,
        new byte[0],
        false,
        new long[0],
        List.of());
  }

  @Override
  public TypeSerializer<StreamUse> duplicate() {
    return new StreamUseSerializer();
  }

  @Override
  public TypeSerializerSnapshot<StreamUse> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each record contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StreamUse> {
    /** For the engine. */
    public Snapshot() {
      super(StreamUseSerializer::new);
    }
  }
}
