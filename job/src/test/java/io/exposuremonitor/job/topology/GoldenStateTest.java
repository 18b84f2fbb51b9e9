package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.connectors.alert.OutboxEntry;
import io.exposuremonitor.connectors.output.Shipment;
import io.exposuremonitor.detectors.access.DeniedBurstState;
import io.exposuremonitor.detectors.access.FirstSuccess;
import io.exposuremonitor.detectors.access.ReadBackState;
import io.exposuremonitor.detectors.access.Refused;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.HistoryDay;
import io.exposuremonitor.detectors.baseline.RateBaselineState;
import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.blindspot.CoverageHoursState;
import io.exposuremonitor.detectors.blindspot.DarkHour;
import io.exposuremonitor.detectors.blindspot.SourceWatchState;
import io.exposuremonitor.detectors.blindspot.TableCoverageState;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.bulkread.DistributedReadState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ParallelScan;
import io.exposuremonitor.detectors.bulkread.ReadPath;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.bulkread.SampledActor;
import io.exposuremonitor.detectors.bulkread.SampledPage;
import io.exposuremonitor.detectors.bulkread.SampledRead;
import io.exposuremonitor.detectors.bulkread.SampledTable;
import io.exposuremonitor.detectors.consumer.LeaseTableState;
import io.exposuremonitor.detectors.consumer.ReaderUse;
import io.exposuremonitor.detectors.consumer.StreamReaderState;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.consumer.UnknownReader;
import io.exposuremonitor.detectors.destruction.DestructionState;
import io.exposuremonitor.detectors.destruction.TimeToLiveChange;
import io.exposuremonitor.detectors.destruction.TimeToLiveState;
import io.exposuremonitor.detectors.finding.Episode;
import io.exposuremonitor.detectors.finding.EpisodeEvidence;
import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Lead;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentScope;
import io.exposuremonitor.detectors.incident.IncidentState;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Links;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.SeriesState;
import io.exposuremonitor.detectors.network.EndpointState;
import io.exposuremonitor.detectors.network.OriginState;
import io.exposuremonitor.detectors.partiql.MinuteCount;
import io.exposuremonitor.detectors.partiql.PartiqlState;
import io.exposuremonitor.detectors.partiql.TableCounts;
import io.exposuremonitor.detectors.partiql.Written;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.posture.PostureState;
import io.exposuremonitor.detectors.posture.TableFacts;
import io.exposuremonitor.detectors.posture.Worsening;
import io.exposuremonitor.detectors.recon.EnumerationSlot;
import io.exposuremonitor.detectors.recon.EnumerationState;
import io.exposuremonitor.detectors.sensitivity.AttributeProfile;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sensitivity.SensitivityState;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.signal.Signal.Confidence;
import io.exposuremonitor.detectors.tablecopy.ExportReadState;
import io.exposuremonitor.detectors.tablecopy.ExportStep;
import io.exposuremonitor.detectors.tablecopy.ExportUse;
import io.exposuremonitor.detectors.tablecopy.KeptExport;
import io.exposuremonitor.detectors.tablecopy.PreparedExportState;
import io.exposuremonitor.detectors.tablecopy.TableCopyState;
import io.exposuremonitor.detectors.trail.EventSelectors;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.detectors.trail.TrailView;
import io.exposuremonitor.detectors.trail.TrailWatchState;
import io.exposuremonitor.detectors.weighing.InheritanceEvent;
import io.exposuremonitor.detectors.weighing.InheritanceState;
import io.exposuremonitor.detectors.weighing.ReportedFinding;
import io.exposuremonitor.detectors.weighing.TableOrigin;
import io.exposuremonitor.detectors.weighing.WeighingState;
import io.exposuremonitor.job.alert.AlertTypes;
import io.exposuremonitor.job.alert.Budget;
import io.exposuremonitor.job.alert.ChargedIncident;
import io.exposuremonitor.job.alert.HeldIncident;
import io.exposuremonitor.job.alert.ReportedVersion;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.measure.MeasureTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State written by earlier versions can be read. Each file holds a serialiser's snapshot and one
 * state, as a savepoint does, in hex. Files are never changed; a new layout gets a further file,
 * which this test writes to {@code target/golden}.
 */
class GoldenStateTest {
  private static final Actor ALICE =
      new Actor(Actor.Kind.USER, "arn:aws:iam::123456789012:user/alice", "123456789012");
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";
  private static final Slot SLOT =
      new Slot(1_763_769_600_000L, 77, new long[] {5, 0, 9}, new byte[][] {{1, 2}, {}, {3}});
  private static final HistoryDay DAY =
      new HistoryDay(1_763_683_200_000L, 1_763_683_300_000L, 1_763_683_400_000L, new long[] {4, 2});

  private static final EventReference EVENT =
      new EventReference(
          "11111111-2222-4333-8444-555555555555",
          new Origin("192.0.2.1", "aws-cli/2", "AKIDEXAMPLE", "s", "vpce-1", "x", true));

  static List<Arguments> states() {
    return List.of(
        Arguments.of(StreamTypes.READ_VOLUME_STATE, readVolume()),
        Arguments.of(StreamTypes.DISTRIBUTED_READ_STATE, distributedRead()),
        Arguments.of(StreamTypes.MANY_TABLES_STATE, manyTables()),
        Arguments.of(StreamTypes.PARTIQL_STATE, partiql()),
        Arguments.of(StreamTypes.SENSITIVITY_STATE, sensitivity()),
        Arguments.of(StreamTypes.DESTRUCTION_STATE, destruction()),
        Arguments.of(StreamTypes.TIME_TO_LIVE_STATE, timeToLive()),
        Arguments.of(StreamTypes.TABLE_COPY_STATE, tableCopies()),
        Arguments.of(StreamTypes.PREPARED_EXPORT_STATE, preparedExports()),
        Arguments.of(StreamTypes.STREAM_READER_STATE, streamReaders()),
        Arguments.of(StreamTypes.LEASE_TABLE_STATE, leaseTable()),
        Arguments.of(StreamTypes.EXPORT_READ_STATE, exportReads()),
        Arguments.of(StreamTypes.ENUMERATION_STATE, enumeration()),
        Arguments.of(StreamTypes.DENIED_BURST_STATE, deniedBurst()),
        Arguments.of(StreamTypes.READ_BACK_STATE, readBack()),
        Arguments.of(StreamTypes.ENDPOINT_STATE, endpoint()),
        Arguments.of(StreamTypes.ORIGIN_STATE, origins()),
        Arguments.of(StreamTypes.INHERITANCE_STATE, inheritance()),
        Arguments.of(StreamTypes.WEIGHING_STATE, weighing()),
        Arguments.of(StreamTypes.SOURCE_WATCH_STATE, sourceWatch()),
        Arguments.of(StreamTypes.COVERAGE_HOURS_STATE, coverageHours()),
        Arguments.of(StreamTypes.TABLE_COVERAGE_STATE, tableCoverage()),
        Arguments.of(StreamTypes.TRAIL_WATCH_STATE, trailWatch()),
        Arguments.of(StreamTypes.POSTURE_STATE, posture()),
        Arguments.of(StreamTypes.EPISODE_STATE, episodes()),
        Arguments.of(StreamTypes.INCIDENT_STATE, incident()),
        Arguments.of(MeasureTypes.SERIES, series()),
        Arguments.of(
            MeasureTypes.FINDING,
            new FindingNote(
                "uid",
                Finding.Phase.UPDATED,
                "bulk-read.table-scan",
                "bulk-read",
                Level.HIGH,
                TABLE,
                true,
                83,
                1_763_769_600_001L,
                1_763_769_700_000L)),
        Arguments.of(
            MeasureTypes.INCIDENT,
            new IncidentNote(
                "5f0c4a4e-1111",
                Incident.Change.RAISED,
                Level.CRITICAL,
                91,
                4,
                1_763_769_600_001L,
                "export",
                TABLE)),
        Arguments.of(StreamTypes.POLICY_TEXTS, policyTexts()),
        Arguments.of(
            StreamTypes.SESSION_LINK, new SessionLink(1L << 62, -7, 0, 1_763_769_601_000L)),
        Arguments.of(
            TypeInformation.of(Shipment.class),
            new Shipment(
                1,
                "lake/date=2026-11-26/hour=17/findings-r-0.jsonl.gz",
                0,
                new byte[] {31, -117, 8})),
        Arguments.of(AlertTypes.OUTBOX_ENTRY, outboxEntry()),
        Arguments.of(
            AlertTypes.BUDGET,
            new Budget("soc", 492_339, List.of(0, 1, 2, 20, 3), List.of(0, 4, 1, 2, 0))),
        Arguments.of(AlertTypes.CHARGED_INCIDENT, new ChargedIncident("soc", "5f0c4a4e-1111")),
        Arguments.of(AlertTypes.HELD_INCIDENT, new HeldIncident("soc", "5f0c4a4e-2222")),
        Arguments.of(
            AlertTypes.REPORTED_VERSION, new ReportedVersion("changes", "0.1.0", "21793a7ac6a1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  <T> void readsStateOfVersionOne(TypeInformation<T> type, T expected) throws IOException {
    TypeSerializer<T> current = type.createSerializer(new SerializerConfigImpl());
    String name = type.getTypeClass().getSimpleName() + "-1.bin";
    writeCurrentLayout(name, current, expected);
    DataInputDeserializer in = new DataInputDeserializer(golden(name));

    TypeSerializerSnapshot<T> stored =
        TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());
    T state = stored.restoreSerializer().deserialize(in);

    assertThat(in.available()).isZero();
    assertThat(current.snapshotConfiguration().resolveSchemaCompatibility(stored).isIncompatible())
        .isFalse();
    assertThat(state).usingRecursiveComparison().isEqualTo(expected);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("src/test/resources/golden/" + name).isNotNull();
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
  }

  /** Writes the current layout, for use as a further file. */
  private static <T> void writeCurrentLayout(String name, TypeSerializer<T> serializer, T state)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1_024);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(state, out);
    String hex = HexFormat.of().formatHex(out.getCopyOfBuffer());
    Path folder = Files.createDirectories(Path.of("target", "golden"));
    Files.writeString(folder.resolve(name), hex.replaceAll("(.{100})", "$1\n") + '\n');
  }

  private static ReadVolumeState readVolume() {
    ReadVolumeState state = new ReadVolumeState();
    state.newest = 1_763_769_601_000L;
    state.judgedBefore = 1_763_683_200_000L;
    state.minutes = List.of(SLOT);
    state.hours = List.of(SLOT, SLOT);
    state.days = List.of(SLOT);
    state.weeks = List.of(SLOT);
    state.parallelScans = List.of(new ParallelScan(2, 8, 255));
    state.history = List.of(DAY);
    state.samples = List.of(new SampledRead(1_763_769_600_001L, 7, ReadPath.SCAN, "e", 0));
    state.origins = List.of(EVENT.origin());
    state.subject = new ReadVolumeState.Subject(ALICE, TABLE, "123456789012", "eu-central-1");
    return state;
  }

  private static DistributedReadState distributedRead() {
    DistributedReadState state = new DistributedReadState();
    state.table = TABLE;
    state.account = "123456789012";
    state.region = "eu-central-1";
    state.newest = 1_763_769_600_000L;
    state.hoursJudgedBefore = 1_763_769_500_000L;
    state.daysJudgedBefore = 1_763_769_400_000L;
    state.hours = List.of(SLOT);
    state.days = List.of(SLOT);
    state.actors =
        List.of(new DistributedReadState.ActorReads(ALICE, List.of(SLOT), List.of(SLOT, SLOT)));
    state.samples = List.of(new SampledActor(1_763_769_600_001L, true, 3, 7, "e"));
    state.history = List.of(DAY);
    return state;
  }

  private static ManyTablesState manyTables() {
    ManyTablesState state = new ManyTablesState();
    state.newest = 1_763_769_600_000L;
    state.places =
        List.of(
            new ManyTablesState.Place(
                TABLE.replace("orders", "*"),
                List.of(SLOT),
                List.of(SLOT, SLOT),
                List.of(DAY),
                List.of(new SampledTable(1_763_769_600_000L, "orders")),
                List.of(new SampledPage(1_763_769_600_001L, 7, "e"))));
    return state;
  }

  private static PartiqlState partiql() {
    Recency recency = new Recency(9, 5, 3, 1);
    PartiqlState state = new PartiqlState();
    state.use = recency;
    state.shapes = Map.of(42L, recency);
    state.forgetting = new Recency(8, 1, 2, 2);
    state.shapesForgotten = 7;
    state.tables =
        Map.of(
            TABLE,
            new TableCounts(
                List.of(
                    new MinuteCount(
                        3,
                        new byte[] {1, 2},
                        new byte[] {3},
                        new Written(180_000, 180_001, "DELETE", List.of(EVENT))))));
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static SensitivityState sensitivity() {
    SensitivityState state = new SensitivityState();
    state.table = TABLE;
    state.owner = new Actor(Actor.Kind.ACCOUNT, "123456789012", "123456789012");
    state.region = "eu-central-1";
    state.since = 1_763_683_200_000L;
    state.judgedBefore = 1_763_755_200_000L;
    state.recent = List.of(SLOT);
    state.past = List.of(SLOT, SLOT);
    state.looked = List.of(SLOT);
    state.itemsAtFirstLook = 40;
    state.attributes = List.of(new AttributeProfile("email", "email-address", List.of(SLOT, SLOT)));
    state.firstReported = Map.of("payment-card", 1_763_683_200_000L);
    return state;
  }

  private static DestructionState destruction() {
    DestructionState state = new DestructionState();
    state.newest = 1_763_769_600_000L;
    state.minutes = List.of(SLOT);
    state.hours = List.of(SLOT, SLOT);
    state.days = List.of(SLOT);
    state.history = List.of(DAY);
    return state;
  }

  private static TimeToLiveState timeToLive() {
    TimeToLiveState state = new TimeToLiveState();
    state.expired = destruction();
    state.changes =
        List.of(
            new TimeToLiveChange(
                1_763_769_600_000L, ALICE, "123456789012", "eu-central-1", List.of(EVENT)));
    return state;
  }

  private static StreamReaderState streamReaders() {
    StreamReaderState state = new StreamReaderState();
    state.source = TABLE;
    state.readers.put(7L, new Recency(1_959_744L, 5, 1_959_000L, 1_958_000L));
    state.forgetting = new Recency(1_959_744L, 1, Recency.NEVER, Recency.NEVER);
    state.replicated = new Recency(1_959_740L, 1, Recency.NEVER, Recency.NEVER);
    state.applications.put("Ab3__efghijklmno", "indexer");
    state.recent.add(
        new ReaderUse(
            1_763_769_600_000L,
            7,
            true,
            true,
            new long[] {3, 5},
            1_763_769_600_001L,
            1_763_769_700_000L,
            List.of(new EventReference("event-1", Origin.NONE)),
            ""));
    state.changesSince = 1_763_769_600_123L;
    state.unknown.add(
        new UnknownReader(
            new StreamUse(
                StreamUse.Kind.READ,
                TABLE,
                ALICE,
                StreamUse.Via.DIRECT,
                "Ab3__efghijklmno",
                "",
                "123456789012",
                "eu-central-1",
                1_763_769_600_000L,
                1_763_769_600_001L,
                1_763_769_700_000L,
                new byte[] {1, 2},
                true,
                new long[] {3, 5},
                List.of(EVENT)),
            true,
            "indexer"));
    state.expiresAt = 1_767_000_000_000L;
    state.expiryWakeUp = 1_767_000_000_001L;
    return state;
  }

  private static LeaseTableState leaseTable() {
    LeaseTableState state = new LeaseTableState();
    state.seen = new Recency(1_959_744L, 5, 1_959_000L, 1_958_000L);
    state.named = true;
    state.expiresAt = 1_767_000_000_000L;
    state.expiryWakeUp = 1_767_000_000_001L;
    return state;
  }

  private static TableCopyState tableCopies() {
    TableCopyState state = new TableCopyState();
    state.kinds = Map.of("EXPORT", new Recency(9, 5, 3, 1));
    state.tables = Map.of(42L, new Recency(9, 5, 3, 1));
    state.places = Map.of(43L, new Recency(9, 5, 3, 1));
    state.forgetting = new Recency(8, 1, 2, 2);
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static PreparedExportState preparedExports() {
    PreparedExportState state = new PreparedExportState();
    state.windowMillis = 86_400_000;
    state.changes = List.of(new ExportStep(1_763_769_600_000L, EVENT, ""));
    state.exports = List.of(new ExportStep(1_763_769_600_001L, EVENT, ""));
    return state;
  }

  private static ExportReadState exportReads() {
    ExportReadState state = new ExportReadState();
    state.exports =
        List.of(
            new KeptExport(
                "arn:aws:s3:::b/AWSDynamoDB/017-a", TABLE, ALICE.id(), 1_763_769_600_000L));
    state.readers = Map.of(42L, new Recency(9, 5, 3, 1));
    state.forgetting = new Recency(8, 1, 2, 2);
    state.judged =
        List.of(
            new ExportUse(
                "arn:aws:s3:::b",
                "arn:aws:s3:::b/AWSDynamoDB/017-a",
                "",
                ALICE,
                "123456789012",
                "eu-central-1",
                1_763_769_600_001L,
                1_763_769_600_002L,
                new byte[] {1, 2},
                "athena.amazonaws.com",
                List.of(EVENT)));
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static EnumerationState enumeration() {
    EnumerationState state = new EnumerationState();
    state.looks = Map.of(42L, new Recency(9, 5, 3, 1));
    state.consoleLooks = Map.of(43L, new Recency(9, 5, 3, 1));
    state.failedLooks = Map.of(44L, new Recency(9, 5, 3, 1));
    state.recent =
        List.of(
            new EnumerationSlot(
                1_763_769_600_000L, 1_763_769_600_001L, 5, List.of("eu-west-1"), List.of(EVENT)));
    state.newest = 1_763_769_600_001L;
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static DeniedBurstState deniedBurst() {
    DeniedBurstState state = new DeniedBurstState();
    state.uses = Map.of(42L, new Recency(9, 5, 3, 1));
    state.forgetting = new Recency(8, 1, 2, 2);
    state.foreignUses = Map.of(43L, new Recency(7, 5, 3, 1));
    state.foreignForgetting = new Recency(6, 1, 2, 2);
    state.refused =
        List.of(new Refused(7, TABLE, 1_763_769_600_000L, 1_763_769_600_500L, List.of(EVENT), 0));
    state.firsts =
        List.of(
            new FirstSuccess(
                8, TABLE, "READ", "123456789012", "eu-central-1", 1_763_769_600_001L, true, EVENT));
    state.newest = 1_763_769_600_001L;
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static ReadBackState readBack() {
    ReadBackState state = new ReadBackState();
    state.reads = new Recency(9, 5, 3, 1);
    state.slots = List.of(SLOT);
    state.longSlots = List.of(SLOT);
    state.history = List.of(DAY);
    state.newest = 1_763_769_600_001L;
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static EndpointState endpoint() {
    EndpointState state = new EndpointState();
    state.inside = new Recency(9, 5, 3, 1);
    state.outside = new Recency(8, 1, 2, 2);
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static OriginState origins() {
    OriginState state = new OriginState();
    state.calls = new Recency(9, 5, 3, 1);
    state.networks = Map.of(42L, new Recency(9, 5, 3, 1));
    state.programs = Map.of(43L, new Recency(9, 5, 3, 1));
    state.regions = Map.of(44L, new Recency(9, 5, 3, 1));
    state.forgetting = new Recency(8, 1, 2, 2);
    state.expiresAt = 1_763_800_000_000L;
    state.expiryWakeUp = 1_763_800_000_001L;
    return state;
  }

  private static InheritanceState inheritance() {
    InheritanceState state = new InheritanceState();
    state.held =
        Map.of(TABLE, new Holdings(TABLE, 1_763_769_600_000L, List.of("health"), List.of("s")));
    state.origins =
        List.of(new TableOrigin(TABLE + "-copy", TABLE, 1_763_769_600_000L, List.of("health")));
    state.pending =
        List.of(
            InheritanceEvent.of(new Holdings(TABLE, 1_763_784_000_000L, List.of("health"))),
            new InheritanceEvent(
                null, new TableOrigin(TABLE + "-2", TABLE, 1_763_784_000_001L, List.of())));
    return state;
  }

  private static WeighingState weighing() {
    Finding finding =
        new Finding(
            "uid",
            Finding.Phase.UPDATED,
            new Analytic(
                "export.x", "Exported", Analytic.Type.RULE, List.of("T1537"), "docs/guide.md"),
            Level.HIGH,
            Confidence.HIGH,
            ALICE,
            TABLE,
            "123456789012",
            "eu-central-1",
            1_763_769_600_002L,
            1_763_769_600_000L,
            1_763_769_600_001L,
            "alice exported it",
            new Evidence(Map.of("events", 1L), Map.of("bucket", "b"), List.of(EVENT)),
            false);
    WeighingState state = new WeighingState();
    state.holdings = List.of(new Holdings(TABLE, 1_763_769_600_000L, List.of("payment-card")));
    state.open = List.of(new ReportedFinding(finding, Level.CRITICAL, false));
    state.waiting = List.of(finding, finding);
    return state;
  }

  private static RateBaselineState rate() {
    RateBaselineState rate = new RateBaselineState();
    rate.levels = new byte[] {1, -1};
    rate.weeks = new byte[] {2, 127};
    rate.next = 489_935;
    rate.settled = 489_936;
    rate.openHours = new long[] {489_935, 489_937};
    rate.openCounts = new long[] {7, 9};
    return rate;
  }

  private static SourceWatchState sourceWatch() {
    SourceWatchState state = new SourceWatchState();
    state.rate = rate();
    state.first = 1_763_683_200_000L;
    state.pulse = 1_763_769_600_000L;
    state.heard = 1_763_769_500_000L;
    state.watched = 1_763_683_200_001L;
    state.signalled = 1_763_683_200_002L;
    return state;
  }

  private static CoverageHoursState coverageHours() {
    CoverageHoursState state = new CoverageHoursState();
    state.emitted = 489_934;
    state.open =
        Map.of(
            "489935 " + TABLE,
            new TableSigns(
                "123456789012/eu-central-1", TABLE, 489_935, 3, 2, 1, 1_763_769_600_000L));
    return state;
  }

  private static TableCoverageState tableCoverage() {
    TableCoverageState state = new TableCoverageState();
    state.rate = rate();
    state.heard = 489_934;
    state.alive = 489_936;
    state.dark = List.of(new DarkHour(489_935, 5, 1), new DarkHour(489_936, 0, 2));
    state.expires = 1_767_769_600_000L;
    return state;
  }

  private static TrailWatchState trailWatch() {
    TrailView trail =
        new TrailView(
            "arn:aws:cloudtrail:eu-central-1:123456789012:trail/all",
            true,
            false,
            true,
            true,
            new EventSelectors(
                EventSelectors.basic("ReadOnly", "AWS::DynamoDB::Table", List.of(TABLE))));
    TrailWatchState state = new TrailWatchState();
    state.trails = Map.of(trail.arn(), trail);
    state.listed = Map.of("123456789012/eu-central-1", 1_763_769_600_000L);
    state.changed = Map.of(trail.arn(), 1_763_769_600_000L);
    state.tables = Map.of(TABLE, new TrailWatchState.TableSeen(1, 1_763_769_600_000L));
    TrailEvent call =
        new TrailEvent(
            TrailEvent.Kind.SELECTORS,
            1_763_769_600_000L,
            trail.arn(),
            List.of(trail),
            ALICE,
            EVENT);
    state.darkened = Map.of(trail.arn(), call);
    state.waiting =
        List.of(
            call, TrailEvent.ofTrails("123456789012/eu-central-1", List.of(), 1_763_769_600_001L));
    return state;
  }

  private static PostureState posture() {
    PostureState state = new PostureState();
    state.facts =
        new TableFacts(
            TABLE,
            1_763_769_600_000L,
            1_000,
            10,
            "PROVISIONED",
            "arn:aws:kms:eu-central-1:123456789012:key/1",
            TableFacts.Encryption.CUSTOMER,
            TableFacts.Switch.ON,
            TableFacts.Switch.OFF,
            "KEYS_ONLY",
            List.of("us-east-1"),
            TableFacts.Switch.UNKNOWN,
            List.of("999988887777"),
            TableFacts.Switch.ON,
            List.of("arn:aws:kinesis:eu-central-1:123456789012:stream/s"));
    state.waiting =
        List.of(
            new Worsening(
                "encryption.weakened",
                1_763_769_500_000L,
                1_763_769_600_000L,
                Level.MEDIUM,
                "the key was replaced",
                "a",
                "b",
                null,
                List.of("b")));
    state.calls =
        List.of(
            Signal.of(
                    new Analytic("encryption.weakened", "t", Analytic.Type.RULE, List.of("T1"), ""),
                    Level.HIGH,
                    Confidence.LOW)
                .about(ALICE, TABLE, "123456789012", "eu-central-1")
                .during(1_763_769_600_000L, 1_763_769_600_001L)
                .saying(
                    1,
                    "alice did it",
                    new Evidence(Map.of("events", 1L), Map.of("a", "b"), List.of(EVENT))));
    return state;
  }

  private static EpisodeState episodes() {
    Analytic analytic =
        new Analytic(
            "bulk-read.table-scan",
            "Table read in bulk",
            Analytic.Type.BEHAVIORAL,
            List.of("T1530"),
            "docs/guide.md");
    Lead lead =
        new Lead(
            Level.HIGH,
            17,
            "alice read it",
            analytic,
            ALICE,
            TABLE,
            "123456789012",
            "eu-central-1");
    Evidence evidence =
        new Evidence(Map.of("pages", 17L), Map.of("bucket", "amzn-s3-demo-bucket"), List.of(EVENT));
    return new EpisodeState(
        1,
        List.of(
            new Episode(
                1_763_769_600_000L,
                1_763_769_600_001L,
                1_763_769_700_000L,
                17,
                Confidence.MEDIUM,
                lead,
                new EpisodeEvidence(evidence, List.of("a.b", "a.c"), new long[] {3, 4}, true),
                Level.MEDIUM,
                12,
                false)));
  }

  private static PolicyTexts policyTexts() {
    return new PolicyTexts(
        "0123456789ab",
        1_763_769_600_000L,
        new TextFile("policy.yml", "version: 1\n"),
        List.of(new TextFile("rules/own.yml", "title: Own\n")));
  }

  private static IncidentState incident() {
    IncidentStep step =
        new IncidentStep(
            "f1",
            "bulk-read.table-scan",
            "Table read by Scan",
            Tactic.COLLECTION,
            Level.HIGH,
            ALICE.id(),
            TABLE,
            1_763_769_600_001L,
            1_763_769_700_000L,
            "alice read it",
            "docs/guide.md",
            "a note");
    IncidentStep unknown =
        new IncidentStep("f2", "own.rule", "", null, Level.LOW, ALICE.id(), "", 1, 2, "", "", "");
    return new IncidentState(
        1,
        "5f0c4a4e-1111-8222-8333-444455556666",
        1_763_769_600_000L,
        1_763_769_600_001L,
        1_763_769_700_000L,
        Level.HIGH,
        List.of(Tactic.DISCOVERY, Tactic.COLLECTION),
        Policy.Sensitivity.RESTRICTED,
        90,
        new long[] {-4, 3},
        new Links(new long[] {-7, 5}, new long[] {9}, new long[0]),
        List.of(ALICE.id()),
        List.of(TABLE),
        List.of("123456789012"),
        List.of(step, unknown),
        12,
        Incident.State.QUIET,
        4,
        List.of(Level.HIGH),
        List.of(Level.HIGH),
        List.of(Level.HIGH),
        new IncidentScope(
            List.of("bulk-read", "own"), List.of("123456789012"), List.of("cards", "eu")));
  }

  private static SeriesState series() {
    return new SeriesState(
        1,
        DomainMetric.DELIVERY_DELAY,
        List.of("trail"),
        "",
        12.5,
        0,
        new long[] {1, 0, 7},
        new byte[] {3, 4},
        1_763_769_600_001L,
        1_763_769_700_000L);
  }

  private static OutboxEntry outboxEntry() {
    Letter letter = new Letter("id", 2, Letter.Kind.TRIGGER, 3, "{\"a\":1}");
    return new OutboxEntry(1, "soc", "id", true, List.of(letter), letter);
  }
}
