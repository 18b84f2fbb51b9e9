package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState.Place;
import io.exposuremonitor.detectors.bulkread.SampledPage;
import io.exposuremonitor.detectors.bulkread.SampledTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serialiser of the state of one actor and all the tables that it reads. */
public final class ManyTablesStateSerializer extends CompactStateSerializer<ManyTablesState> {
  private static final long serialVersionUID = 1L;

  @Override
  void write(ManyTablesState state, WireWriter out) {
    out.writeLong(state.newest);
    out.writeVarint(state.places.size());
    for (Place place : state.places) {
      out.writeText(place.resource());
      SlotLayout.writeSlots(place.hours(), out);
      SlotLayout.writeSlots(place.days(), out);
      SlotLayout.writeDays(place.history(), out);
      out.writeVarint(place.tables().size());
      for (SampledTable table : place.tables()) {
        out.writeLong(table.slot());
        out.writeText(table.name());
      }
      out.writeVarint(place.pages().size());
      for (SampledPage page : place.pages()) {
        out.writeLong(page.time());
        out.writeLong(page.hash());
        out.writeText(page.eventId());
      }
    }
  }

  @Override
  ManyTablesState read(WireReader in) {
    ManyTablesState state = new ManyTablesState();
    state.newest = in.readLong();
    int places = in.readVarint();
    for (int i = 0; i < places; i++) {
      state.places.add(
          new Place(
              in.readText(),
              SlotLayout.readSlots(in),
              SlotLayout.readSlots(in),
              SlotLayout.readDays(in),
              readTables(in),
              readPages(in)));
    }
    return state;
  }

  private static List<SampledTable> readTables(WireReader in) {
    int count = in.readVarint();
    List<SampledTable> tables = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tables.add(new SampledTable(in.readLong(), in.readText()));
    }
    return tables;
  }

  private static List<SampledPage> readPages(WireReader in) {
    int count = in.readVarint();
    List<SampledPage> pages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pages.add(new SampledPage(in.readLong(), in.readLong(), in.readText()));
    }
    return pages;
  }

  @Override
  public ManyTablesState createInstance() {
    return new ManyTablesState();
  }

  @Override
  public TypeSerializer<ManyTablesState> duplicate() {
    return new ManyTablesStateSerializer();
  }

  @Override
  public TypeSerializerSnapshot<ManyTablesState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each state contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ManyTablesState> {
    /** For the engine. */
    public Snapshot() {
      super(ManyTablesStateSerializer::new);
    }
  }
}
