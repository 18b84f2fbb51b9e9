package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** What is remembered of one actor and all the tables it reads. */
public final class ManyTablesStateSerializer extends CompactStateSerializer<ManyTablesState> {
  private static final long serialVersionUID = 1L;

  @Override
  void write(ManyTablesState state, WireWriter out) {
    out.writeLong(state.newest);
    out.writeVarint(state.places.size());
    for (Place place : state.places) {
      out.writeText(place.resource());
      SlotLayout.writeSlots(place.hours(), out);
      SlotLayout.writeDays(place.history(), out);
      out.writeVarint(place.tables().size());
      // In the order of their names: equal states give equal bytes.
      for (Map.Entry<String, Long> table : new TreeMap<>(place.tables()).entrySet()) {
        out.writeText(table.getKey());
        out.writeLong(table.getValue());
      }
    }
  }

  @Override
  ManyTablesState read(WireReader in) {
    ManyTablesState state = new ManyTablesState();
    state.newest = in.readLong();
    int places = in.readVarint();
    for (int i = 0; i < places; i++) {
      String resource = in.readText();
      List<Slot> hours = SlotLayout.readSlots(in);
      List<HistoryDay> history = SlotLayout.readDays(in);
      Map<String, Long> tables = new HashMap<>();
      int count = in.readVarint();
      for (int j = 0; j < count; j++) {
        tables.put(in.readText(), in.readLong());
      }
      state.places.add(new Place(resource, hours, history, tables));
    }
    return state;
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

  /** What a savepoint remembers: which serialiser it was. Each state tells its layout itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ManyTablesState> {
    /** For the engine. */
    public Snapshot() {
      super(ManyTablesStateSerializer::new);
    }
  }
}
