package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.EventIds;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Serialiser of activity bundles: columns of small numbers; texts that several facets share are
 * written once. Enumerations are written by ordinal, so their constants must keep their order and
 * new ones are appended; the golden bytes of the test would show a change.
 */
@SuppressWarnings("EnumOrdinal") // see above
public final class ActivityBundleSerializer extends CompactSerializer<ActivityBundle> {
  private static final long serialVersionUID = 1L;
  private static final int SHARED = 1;
  private static final int COUNT_ONLY = 2;
  private static final int SAME_PLACE = 4;
  private static final int CONTINUED = 8;

  private static final Operation[] OPERATIONS = Operation.values();
  private static final Statement.Verb[] VERBS = Statement.Verb.values();
  private static final Statement.Access[] ACCESSES = Statement.Access.values();

  @Override
  void write(ActivityBundle bundle, WireWriter out) {
    ActorLayout.write(bundle.actor(), out);
    out.writeText(bundle.resource());
    out.writeLong(bundle.slot());
    out.writeVarint(bundle.facets().size());
    OriginLayout origins = new OriginLayout();
    for (int i = 0; i < bundle.facets().size(); i++) {
      writeFacet(bundle.facets(), i, origins, out);
    }
    out.writeVarint(bundle.size());
    boolean oneFacet = bundle.facets().size() == 1;
    for (int i = 0; i < bundle.size(); i++) {
      if (!oneFacet) {
        out.writeVarint(bundle.facet()[i]);
      }
      out.writeVarint(bundle.offset()[i]);
      out.writeVarint(bundle.keyEnd()[i] - bundle.keyStart(i));
    }
    out.writeLongs(bundle.idHash());
    out.writeLongs(bundle.keys());
    out.writeVarint(bundle.named().length);
    for (int i = 0; i < bundle.named().length; i++) {
      out.writeVarint(bundle.named()[i]);
    }
    writeEventIds(bundle.eventIds(), out);
  }

  private static void writeEventIds(EventIds ids, WireWriter out) {
    long[] uuids = ids.uuids();
    out.writeByte(uuids == null ? 0 : 1);
    if (uuids == null) {
      for (String id : ids) {
        out.writeText(id);
      }
    } else {
      out.writeLongs(uuids);
    }
  }

  private static EventIds readEventIds(int count, WireReader in) {
    if (in.readByte() != 0) {
      return EventIds.ofUuids(in.readLongs(EventIds.LONGS * count));
    }
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.readText());
    }
    return EventIds.of(ids);
  }

  @Override
  ActivityBundle read(WireReader in) {
    Actor actor = ActorLayout.read(in);
    String resource = in.readText();
    long slot = in.readLong();
    int facetCount = in.readVarint();
    OriginLayout origins = new OriginLayout();
    List<Facet> facets = new ArrayList<>(facetCount);
    for (int i = 0; i < facetCount; i++) {
      facets.add(readFacet(facets, origins, in));
    }
    int size = in.readVarint();
    int[] facet = new int[size];
    int[] offset = new int[size];
    int[] keyEnd = new int[size];
    int keys = 0;
    for (int i = 0; i < size; i++) {
      facet[i] = facetCount == 1 ? 0 : in.readVarint();
      offset[i] = in.readVarint();
      keys += in.readVarint();
      keyEnd[i] = keys;
    }
    long[] idHash = in.readLongs(size);
    long[] keyHashes = in.readLongs(keys);
    int[] named = new int[in.readVarint()];
    for (int i = 0; i < named.length; i++) {
      named[i] = in.readVarint();
    }
    return new ActivityBundle(
        actor,
        resource,
        slot,
        facets,
        facet,
        offset,
        idHash,
        keyEnd,
        keyHashes,
        named,
        readEventIds(named.length, in));
  }

  private static void writeFacet(
      List<Facet> facets, int index, OriginLayout origins, WireWriter out) {
    Facet facet = facets.get(index);
    Facet before = index == 0 ? null : facets.get(index - 1);
    boolean samePlace =
        before != null
            && facet.account().equals(before.account())
            && facet.region().equals(before.region());
    out.writeByte(
        (facet.shared() ? SHARED : 0)
            | (facet.countOnly() ? COUNT_ONLY : 0)
            | (facet.continued() ? CONTINUED : 0)
            | (samePlace ? SAME_PLACE : 0));
    if (!samePlace) {
      out.writeText(facet.account());
      out.writeText(facet.region());
    }
    out.writeVarint(facet.operation().ordinal());
    origins.write(facet.origin(), out);
    out.writeText(facet.index());
    out.writeText(facet.errorCode());
    out.writeVarint(facet.limit());
    out.writeVarint(facet.segment());
    out.writeVarint(facet.totalSegments());
    out.writeVarint(facet.statements().size());
    for (Statement statement : facet.statements()) {
      out.writeByte(statement.verb().ordinal());
      out.writeByte(statement.access().ordinal());
      out.writeText(statement.table());
      out.writeText(statement.index());
      out.writeText(statement.shape());
    }
  }

  private static Facet readFacet(List<Facet> before, OriginLayout origins, WireReader in) {
    int flags = in.readByte();
    boolean samePlace = (flags & SAME_PLACE) != 0;
    String account = samePlace ? before.get(before.size() - 1).account() : in.readText();
    String region = samePlace ? before.get(before.size() - 1).region() : in.readText();
    Operation operation = OPERATIONS[in.readVarint()];
    Origin origin = origins.read(in);
    return new Facet(
        operation,
        origin,
        (flags & SHARED) != 0,
        account,
        region,
        in.readText(),
        in.readText(),
        in.readVarint(),
        in.readVarint(),
        in.readVarint(),
        (flags & COUNT_ONLY) != 0,
        (flags & CONTINUED) != 0,
        readStatements(in));
  }

  private static List<Statement> readStatements(WireReader in) {
    int count = in.readVarint();
    List<Statement> statements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Statement.Verb verb = VERBS[in.readByte()];
      Statement.Access access = ACCESSES[in.readByte()];
      statements.add(new Statement(verb, in.readText(), in.readText(), access, in.readText()));
    }
    return statements;
  }

  @Override
  public ActivityBundle createInstance() {
    return new ActivityBundle(
        ActorLayout.NO_ACTOR,
        "",
        0,
        List.of(),
        new int[0],
        new int[0],
        new long[0],
        new int[0],
        new long[0],
        new int[0],
        EventIds.NONE);
  }

  @Override
  public TypeSerializer<ActivityBundle> duplicate() {
    return new ActivityBundleSerializer();
  }

  @Override
  public TypeSerializerSnapshot<ActivityBundle> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Identifies the serialiser in a savepoint. Each record contains the number of its layout. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ActivityBundle> {
    /** For the engine. */
    public Snapshot() {
      super(ActivityBundleSerializer::new);
    }
  }
}
