package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.sighting.Place;
import io.exposuremonitor.detectors.sighting.Sighting;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of sightings, each of which goes to several detectors. */
@SuppressWarnings("EnumOrdinal") // kinds keep their order, new ones go to the end
public final class SightingSerializer extends CompactSerializer<Sighting> {
  private static final long serialVersionUID = 1L;

  private static final Operation[] OPERATIONS = Operation.values();
  private static final Sighting.Kind[] KINDS = Sighting.Kind.values();

  @Override
  void write(Sighting sighting, WireWriter out) {
    ActorLayout.write(sighting.actor(), out);
    out.writeText(sighting.resource());
    out.writeText(sighting.account());
    out.writeByte(sighting.kind().ordinal());
    out.writeVarint(sighting.operation().ordinal());
    out.writeText(sighting.place().network());
    out.writeText(sighting.place().program());
    out.writeText(sighting.place().region());
    out.writeByte(sighting.place().inside() ? 1 : 0);
    out.writeLong(sighting.first());
    out.writeLong(sighting.last());
    out.writeBytes(sighting.items());
    EventsLayout.write(sighting.events(), out);
  }

  @Override
  Sighting read(WireReader in) {
    return new Sighting(
        ActorLayout.read(in),
        in.readText(),
        in.readText(),
        KINDS[in.readByte()],
        OPERATIONS[in.readVarint()],
        new Place(in.readText(), in.readText(), in.readText(), in.readByte() != 0),
        in.readLong(),
        in.readLong(),
        in.readBytes(),
        EventsLayout.read(in));
  }

  @Override
  public Sighting createInstance() {
    return new Sighting(
        ActorLayout.NO_ACTOR,
        "",
        "",
        KINDS[0],
        OPERATIONS[0],
        new Place("", "", "", false),
        0,
        0,
        new byte[0],
        List.of());
  }

  @Override
  public TypeSerializer<Sighting> duplicate() {
    return new SightingSerializer();
  }

  @Override
  public TypeSerializerSnapshot<Sighting> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each record contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sighting> {
    /** For the engine. */
    public Snapshot() {
      super(SightingSerializer::new);
    }
  }
}
