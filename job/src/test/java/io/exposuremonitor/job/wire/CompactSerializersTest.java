package io.exposuremonitor.job.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.EventIds;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.bulkread.DistributedReadState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ParallelScan;
import io.exposuremonitor.detectors.bulkread.ReadEvent;
import io.exposuremonitor.detectors.bulkread.ReadPath;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.bulkread.SampledActor;
import io.exposuremonitor.detectors.bulkread.SampledPage;
import io.exposuremonitor.detectors.bulkread.SampledRead;
import io.exposuremonitor.detectors.bulkread.SampledTable;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.sighting.Place;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.EventReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CompactSerializersTest {
  @Property(tries = 60)
  void roundTripsActivityBundles(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    ActivityBundle bundle = bundle(texts, new Random(seed));

    assertThat(roundTripped(new ActivityBundleSerializer(), bundle))
        .usingRecursiveComparison()
        .isEqualTo(bundle);
  }

  @Property(tries = 30)
  void roundTripsReadTallies(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    ReadTally tally =
        new ReadTally(
            new Actor(any(Actor.Kind.values(), random), texts.get(0), texts.get(1)),
            texts.get(2),
            texts.get(3),
            texts.get(4),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            bytes(random),
            bytes(random),
            events(texts, random));

    assertThat(roundTripped(new ReadTallySerializer(), tally))
        .usingRecursiveComparison()
        .isEqualTo(tally);
  }

  @Property(tries = 30)
  void roundTripsSightings(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    Sighting sighting =
        new Sighting(
            new Actor(any(Actor.Kind.values(), random), texts.get(0), texts.get(1)),
            texts.get(2),
            texts.get(3),
            any(Sighting.Kind.values(), random),
            any(Operation.values(), random),
            new Place(texts.get(4), texts.get(5), texts.get(0), random.nextBoolean()),
            random.nextLong(),
            random.nextLong(),
            bytes(random),
            references(texts, random));

    assertThat(roundTripped(new SightingSerializer(), sighting))
        .usingRecursiveComparison()
        .isEqualTo(sighting);
  }

  @Property(tries = 30)
  void roundTripsDeletionTallies(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    DeletionTally tally =
        new DeletionTally(
            new Actor(any(Actor.Kind.values(), random), texts.get(0), texts.get(1)),
            texts.get(2),
            texts.get(3),
            texts.get(4),
            random.nextLong(),
            random.nextLong(),
            bytes(random),
            references(texts, random));

    assertThat(roundTripped(new DeletionTallySerializer(), tally))
        .usingRecursiveComparison()
        .isEqualTo(tally);
  }

  @Property(tries = 30)
  void roundTripsStreamUses(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    StreamUse use =
        new StreamUse(
            any(StreamUse.Kind.values(), random),
            texts.get(0),
            new Actor(any(Actor.Kind.values(), random), texts.get(1), texts.get(2)),
            any(StreamUse.Via.values(), random),
            texts.get(3),
            texts.get(4),
            texts.get(5),
            texts.get(0),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            new byte[] {(byte) random.nextInt(), 2},
            random.nextBoolean(),
            random.longs(random.nextInt(StreamUse.MAX_SHARDS)).toArray(),
            references(texts, random));

    assertThat(roundTripped(new StreamUseSerializer(), use))
        .usingRecursiveComparison()
        .isEqualTo(use);
  }

  @Property(tries = 30)
  void roundTripsAndCopiesStates(@ForAll @Size(6) List<String> texts, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);

    roundTrip(new ReadVolumeStateSerializer(), readVolume(texts, random));
    roundTrip(new DistributedReadStateSerializer(), distributed(texts, random));
    roundTrip(new ManyTablesStateSerializer(), manyTables(texts, random));
  }

  @Test
  void copiesStatesDeeply() {
    ReadVolumeState state = readVolume(List.of("a", "b", "c", "d", "e", "f"), new Random(1));
    int slots = state.minutes.size();

    ReadVolumeState copy = new ReadVolumeStateSerializer().copy(state);
    copy.minutes.add(slot(new Random(2)));

    assertThat(state.minutes).hasSize(slots);
  }

  @Test
  void readsVersionOneLayout() throws IOException {
    assertGolden("ActivityBundle-1.bin", new ActivityBundleSerializer(), fixedBundle());
    assertGolden("ReadTally-1.bin", new ReadTallySerializer(), fixedTally());
  }

  @Test
  void rejectsLaterLayout() {
    DataInputDeserializer later = new DataInputDeserializer(new byte[] {0, 0, 0, 1, 2});

    assertThatThrownBy(() -> new ReadTallySerializer().deserialize(later))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("later version");
  }

  @Test
  void restoresSerializersFromTheirSnapshots() throws IOException {
    for (TypeSerializer<?> serializer :
        List.of(
            new ActivityBundleSerializer(),
            new ReadTallySerializer(),
            new SightingSerializer(),
            new DeletionTallySerializer(),
            new StreamUseSerializer(),
            new ReadVolumeStateSerializer(),
            new DistributedReadStateSerializer(),
            new ManyTablesStateSerializer())) {
      assertRestores(serializer);
    }
  }

  private static <T> void assertRestores(TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> stored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            CompactSerializersTest.class.getClassLoader());

    assertThat(stored.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(stored)
                .isCompatibleAsIs())
        .isTrue();
  }

  private static <T> void roundTrip(TypeSerializer<T> serializer, T state) throws IOException {
    assertThat(roundTripped(serializer, state)).usingRecursiveComparison().isEqualTo(state);
    assertThat(serializer.copy(state)).usingRecursiveComparison().isEqualTo(state);
  }

  /**
   * Writes, copies as bytes and reads a value, after another one that might leave something behind.
   */
  private static <T> T roundTripped(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    serializer.serialize(value, out);
    DataOutputSerializer copied = new DataOutputSerializer(16);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    serializer.copy(in, copied);
    serializer.copy(in, copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    DataInputDeserializer back = new DataInputDeserializer(copied.getCopyOfBuffer());
    TypeSerializer<T> reader = serializer.duplicate();
    reader.deserialize(back);
    T read = reader.deserialize(back);
    assertThat(back.available()).isZero();
    return read;
  }

  private static <T> void assertGolden(String name, TypeSerializer<T> serializer, T value)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    try (InputStream in = CompactSerializersTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name + ": " + HexFormat.of().formatHex(out.getCopyOfBuffer())).isNotNull();
      byte[] golden =
          HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).replace("\n", ""));
      assertThat(serializer.deserialize(new DataInputDeserializer(golden)))
          .usingRecursiveComparison()
          .isEqualTo(value);
      assertThat(out.getCopyOfBuffer()).isEqualTo(golden);
    }
  }

  private static ActivityBundle bundle(List<String> texts, Random random) {
    List<Facet> facets = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      facets.add(facet(texts, random));
    }
    int size = 1 + random.nextInt(20);
    int[] keyEnd = new int[size];
    for (int i = 0; i < size; i++) {
      keyEnd[i] = (i == 0 ? 0 : keyEnd[i - 1]) + random.nextInt(3);
    }
    return new ActivityBundle(
        new Actor(any(Actor.Kind.values(), random), texts.get(0), texts.get(1)),
        texts.get(2),
        random.nextLong(),
        facets,
        IntStream.range(0, size).map(i -> random.nextInt(facets.size())).toArray(),
        random.ints(size, 0, (int) ActivityBundle.SLOT_MILLIS).toArray(),
        random.longs(size).toArray(),
        keyEnd,
        random.longs(keyEnd[size - 1]).toArray(),
        size == 1 ? new int[] {0} : new int[] {0, size - 1},
        EventIds.of(size == 1 ? List.of(texts.get(3)) : List.of(texts.get(3), texts.get(4))));
  }

  private static Facet facet(List<String> texts, Random random) {
    return new Facet(
        any(Operation.values(), random),
        origin(texts, random),
        random.nextBoolean(),
        any(texts.toArray(new String[0]), random),
        texts.get(1),
        texts.get(2),
        texts.get(3),
        random.nextInt(),
        -1,
        random.nextInt(100),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean()
            ? List.of()
            : List.of(
                new Statement(
                    any(Statement.Verb.values(), random),
                    texts.get(0),
                    texts.get(1),
                    any(Statement.Access.values(), random),
                    texts.get(2))));
  }

  private static Origin origin(List<String> texts, Random random) {
    return new Origin(
        any(texts.toArray(new String[0]), random),
        texts.get(1),
        texts.get(2),
        texts.get(3),
        texts.get(4),
        texts.get(5),
        random.nextBoolean());
  }

  private static List<ReadEvent> events(List<String> texts, Random random) {
    List<ReadEvent> events = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      events.add(
          new ReadEvent(
              random.nextLong(),
              any(ReadPath.values(), random),
              random.nextLong(),
              new EventReference(texts.get(i), origin(texts, random))));
    }
    return events;
  }

  private static List<EventReference> references(List<String> texts, Random random) {
    return events(texts, random).stream().map(ReadEvent::event).toList();
  }

  private static ActivityBundle fixedBundle() {
    Origin origin = fixedOrigin();
    Facet scan =
        new Facet(
            Operation.SCAN,
            origin,
            false,
            "123456789012",
            "eu-central-1",
            "by-name",
            "",
            100,
            3,
            8,
            false,
            false,
            List.of());
    Facet select =
        new Facet(
            Operation.EXECUTE_STATEMENT,
            origin,
            true,
            "123456789012",
            "eu-central-1",
            "",
            "AccessDenied",
            0,
            -1,
            0,
            true,
            false,
            List.of(
                new Statement(
                    Statement.Verb.SELECT, "orders", "", Statement.Access.FULL_SCAN, "\u20ac")));
    return new ActivityBundle(
        new Actor(Actor.Kind.USER, "arn:aws:iam::123456789012:user/alice", "123456789012"),
        "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
        1_763_769_600_000L,
        List.of(scan, select),
        new int[] {0, 1},
        new int[] {5, 899_999},
        new long[] {-7, 7},
        new int[] {0, 2},
        new long[] {1, -1},
        new int[] {1},
        EventIds.of(List.of("11111111-2222-4333-8444-555555555555")));
  }

  private static Origin fixedOrigin() {
    return new Origin("192.0.2.1", "aws-cli/2", "AKIDEXAMPLE", "s", "", "", true);
  }

  private static ReadTally fixedTally() {
    return new ReadTally(
        new Actor(Actor.Kind.ROLE, "arn:aws:iam::123456789012:role/app", "123456789012"),
        "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
        "123456789012",
        "eu-central-1",
        1_763_769_600_000L,
        3,
        2,
        -1,
        new byte[] {1, 2},
        new byte[0],
        List.of(
            new ReadEvent(
                1_763_769_600_001L,
                ReadPath.SCAN,
                -3,
                new EventReference("11111111-2222-4333-8444-555555555555", fixedOrigin())),
            new ReadEvent(
                1_763_769_600_002L, ReadPath.QUERY, 4, new EventReference("e", fixedOrigin()))));
  }

  private static ReadVolumeState readVolume(List<String> texts, Random random) {
    ReadVolumeState state = new ReadVolumeState();
    state.newest = random.nextLong();
    state.judgedBefore = random.nextLong();
    state.minutes = slots(random);
    state.hours = slots(random);
    state.days = slots(random);
    state.weeks = slots(random);
    state.parallelScans.add(new ParallelScan(random.nextLong(), 8, random.nextLong()));
    state.history = days(random);
    for (int i = random.nextInt(4); i > 0; i--) {
      ReadPath path = any(ReadPath.values(), random);
      state.samples.add(
          new SampledRead(
              random.nextLong(), random.nextLong(), path, texts.get(i), random.nextInt(1_000)));
      state.origins.add(origin(texts, random));
    }
    Actor actor = new Actor(any(Actor.Kind.values(), random), texts.get(0), texts.get(1));
    state.subject =
        random.nextBoolean()
            ? null
            : new ReadVolumeState.Subject(actor, texts.get(2), texts.get(3), texts.get(4));
    state.leases =
        random.nextBoolean()
            ? null
            : new Recency(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return state;
  }

  private static DistributedReadState distributed(List<String> texts, Random random) {
    DistributedReadState state = new DistributedReadState();
    state.table = texts.get(0);
    state.account = texts.get(1);
    state.region = texts.get(2);
    state.newest = random.nextLong();
    state.hoursJudgedBefore = random.nextLong();
    state.daysJudgedBefore = random.nextLong();
    state.hours = slots(random);
    state.days = slots(random);
    Actor actor = new Actor(any(Actor.Kind.values(), random), texts.get(3), texts.get(4));
    state.actors.add(new DistributedReadState.ActorReads(actor, slots(random), slots(random)));
    for (int i = random.nextInt(4); i > 0; i--) {
      state.samples.add(
          new SampledActor(
              random.nextLong(),
              random.nextBoolean(),
              random.nextLong(),
              random.nextLong(),
              texts.get(i)));
    }
    state.history = days(random);
    return state;
  }

  private static ManyTablesState manyTables(List<String> texts, Random random) {
    ManyTablesState state = new ManyTablesState();
    state.newest = random.nextLong();
    for (int i = random.nextInt(3); i > 0; i--) {
      state.places.add(
          new ManyTablesState.Place(
              texts.get(0),
              slots(random),
              slots(random),
              days(random),
              List.of(
                  new SampledTable(random.nextLong(), texts.get(1)),
                  new SampledTable(random.nextLong(), texts.get(2))),
              List.of(new SampledPage(random.nextLong(), random.nextLong(), texts.get(3)))));
    }
    return state;
  }

  private static List<Slot> slots(Random random) {
    List<Slot> slots = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      slots.add(slot(random));
    }
    return slots;
  }

  private static Slot slot(Random random) {
    return new Slot(
        random.nextLong(),
        random.nextInt(1_000),
        random.longs(random.nextInt(4)).toArray(),
        new byte[][] {bytes(random), {}, bytes(random)});
  }

  private static List<HistoryDay> days(Random random) {
    List<HistoryDay> days = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      days.add(
          new HistoryDay(
              random.nextLong(),
              Long.MAX_VALUE,
              random.nextLong(),
              random.longs(random.nextInt(4)).toArray()));
    }
    return days;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
