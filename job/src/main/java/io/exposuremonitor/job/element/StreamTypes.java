package io.exposuremonitor.job.element;

import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.detectors.access.DeniedBurstState;
import io.exposuremonitor.detectors.access.ReadBackState;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.blindspot.CoverageHoursState;
import io.exposuremonitor.detectors.blindspot.Gap;
import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.SourceWatchState;
import io.exposuremonitor.detectors.blindspot.TableCoverageState;
import io.exposuremonitor.detectors.blindspot.TableHour;
import io.exposuremonitor.detectors.blindspot.TableSigns;
import io.exposuremonitor.detectors.bulkread.DistributedReadState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.consumer.LeaseSighting;
import io.exposuremonitor.detectors.consumer.LeaseTableState;
import io.exposuremonitor.detectors.consumer.StreamReaderState;
import io.exposuremonitor.detectors.consumer.StreamReaders;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.destruction.DestructionState;
import io.exposuremonitor.detectors.destruction.TimeToLiveEvent;
import io.exposuremonitor.detectors.destruction.TimeToLiveState;
import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentState;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.network.EndpointState;
import io.exposuremonitor.detectors.network.OriginState;
import io.exposuremonitor.detectors.partiql.PartiqlState;
import io.exposuremonitor.detectors.posture.PostureEvent;
import io.exposuremonitor.detectors.posture.PostureState;
import io.exposuremonitor.detectors.posture.TableSize;
import io.exposuremonitor.detectors.recon.EnumerationState;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import io.exposuremonitor.detectors.sensitivity.ItemTally;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.detectors.sensitivity.SensitivityState;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.detectors.tablecopy.ExportReadState;
import io.exposuremonitor.detectors.tablecopy.ExportUse;
import io.exposuremonitor.detectors.tablecopy.PreparedExportState;
import io.exposuremonitor.detectors.tablecopy.TableCopyState;
import io.exposuremonitor.detectors.trail.TrailEvent;
import io.exposuremonitor.detectors.trail.TrailWatchState;
import io.exposuremonitor.detectors.weighing.InheritanceEvent;
import io.exposuremonitor.detectors.weighing.InheritanceState;
import io.exposuremonitor.detectors.weighing.TableUpdate;
import io.exposuremonitor.detectors.weighing.WeighingState;
import io.exposuremonitor.job.wire.CompactTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Type information of elements and states, each type defined once. A test makes sure that none
 * falls back to generic (Kryo) serialisation.
 */
public final class StreamTypes {
  public static final TypeInformation<DecodedBatch> DECODED_BATCH =
      TypeInformation.of(DecodedBatch.class);
  public static final TypeInformation<ActivityBundle> BUNDLE = CompactTypeInfo.bundles();
  public static final TypeInformation<RawRecord> RAW_RECORD = TypeInformation.of(RawRecord.class);
  public static final TypeInformation<ItemChange> ITEM_CHANGE =
      TypeInformation.of(ItemChange.class);
  public static final TypeInformation<SkippedInput> SKIPPED_INPUT =
      TypeInformation.of(SkippedInput.class);
  public static final TypeInformation<Gap> GAP = TypeInformation.of(Gap.class);
  public static final TypeInformation<SourcePulse> SOURCE_PULSE =
      TypeInformation.of(SourcePulse.class);
  public static final TypeInformation<TableSigns> TABLE_SIGNS =
      TypeInformation.of(TableSigns.class);
  public static final TypeInformation<TableHour> TABLE_HOUR = TypeInformation.of(TableHour.class);
  public static final TypeInformation<TrailEvent> TRAIL_EVENT =
      TypeInformation.of(TrailEvent.class);
  public static final TypeInformation<TableUpdate> TABLE_UPDATE =
      TypeInformation.of(TableUpdate.class);
  public static final TypeInformation<TableSize> TABLE_SIZE = TypeInformation.of(TableSize.class);
  public static final TypeInformation<PostureEvent> POSTURE_EVENT =
      TypeInformation.of(PostureEvent.class);
  public static final TypeInformation<ReadTally> TALLY = CompactTypeInfo.tallies();
  public static final TypeInformation<ItemTally> ITEM_TALLY = TypeInformation.of(ItemTally.class);
  public static final TypeInformation<DeletionTally> DELETION_TALLY = CompactTypeInfo.deletions();
  public static final TypeInformation<TimeToLiveEvent> TIME_TO_LIVE =
      TypeInformation.of(TimeToLiveEvent.class);
  public static final TypeInformation<SensitivityShare> SENSITIVITY_SHARE =
      TypeInformation.of(SensitivityShare.class);
  public static final TypeInformation<Holdings> HOLDINGS = TypeInformation.of(Holdings.class);
  public static final TypeInformation<LeaseReading> LEASE_READING =
      TypeInformation.of(LeaseReading.class);
  public static final TypeInformation<LeaseSighting> LEASE_SIGHTING =
      TypeInformation.of(LeaseSighting.class);
  public static final TypeInformation<StreamUse> STREAM_USE = CompactTypeInfo.streamUses();
  public static final TypeInformation<StreamReaders> STREAM_READERS =
      TypeInformation.of(StreamReaders.class);
  public static final TypeInformation<Sighting> SIGHTING = CompactTypeInfo.sightings();
  public static final TypeInformation<ExportUse> EXPORT_USE = TypeInformation.of(ExportUse.class);
  public static final TypeInformation<Signal> SIGNAL = TypeInformation.of(Signal.class);
  public static final TypeInformation<Finding> FINDING = TypeInformation.of(Finding.class);
  public static final TypeInformation<Weighable> WEIGHABLE = TypeInformation.of(Weighable.class);
  static final TypeInformation<Reading> READING = TypeInformation.of(Reading.class);
  public static final TypeInformation<SessionLink> SESSION_LINK =
      TypeInformation.of(SessionLink.class);
  public static final TypeInformation<IncidentInput> INCIDENT_INPUT =
      TypeInformation.of(IncidentInput.class);
  public static final TypeInformation<Incident> INCIDENT = TypeInformation.of(Incident.class);

  public static final TypeInformation<ReadVolumeState> READ_VOLUME_STATE =
      CompactTypeInfo.readVolumeState();
  public static final TypeInformation<DistributedReadState> DISTRIBUTED_READ_STATE =
      CompactTypeInfo.distributedReadState();
  public static final TypeInformation<ManyTablesState> MANY_TABLES_STATE =
      CompactTypeInfo.manyTablesState();
  public static final TypeInformation<PartiqlState> PARTIQL_STATE =
      TypeInformation.of(PartiqlState.class);
  public static final TypeInformation<SensitivityState> SENSITIVITY_STATE =
      TypeInformation.of(SensitivityState.class);
  public static final TypeInformation<DestructionState> DESTRUCTION_STATE =
      TypeInformation.of(DestructionState.class);
  public static final TypeInformation<TimeToLiveState> TIME_TO_LIVE_STATE =
      TypeInformation.of(TimeToLiveState.class);
  public static final TypeInformation<TableCopyState> TABLE_COPY_STATE =
      TypeInformation.of(TableCopyState.class);
  public static final TypeInformation<PreparedExportState> PREPARED_EXPORT_STATE =
      TypeInformation.of(PreparedExportState.class);
  public static final TypeInformation<StreamReaderState> STREAM_READER_STATE =
      TypeInformation.of(StreamReaderState.class);
  public static final TypeInformation<LeaseTableState> LEASE_TABLE_STATE =
      TypeInformation.of(LeaseTableState.class);
  public static final TypeInformation<SourceWatchState> SOURCE_WATCH_STATE =
      TypeInformation.of(SourceWatchState.class);
  public static final TypeInformation<CoverageHoursState> COVERAGE_HOURS_STATE =
      TypeInformation.of(CoverageHoursState.class);
  public static final TypeInformation<TableCoverageState> TABLE_COVERAGE_STATE =
      TypeInformation.of(TableCoverageState.class);
  public static final TypeInformation<TrailWatchState> TRAIL_WATCH_STATE =
      TypeInformation.of(TrailWatchState.class);
  public static final TypeInformation<PostureState> POSTURE_STATE =
      TypeInformation.of(PostureState.class);
  public static final TypeInformation<ExportReadState> EXPORT_READ_STATE =
      TypeInformation.of(ExportReadState.class);
  public static final TypeInformation<EnumerationState> ENUMERATION_STATE =
      TypeInformation.of(EnumerationState.class);
  public static final TypeInformation<DeniedBurstState> DENIED_BURST_STATE =
      TypeInformation.of(DeniedBurstState.class);
  public static final TypeInformation<ReadBackState> READ_BACK_STATE =
      TypeInformation.of(ReadBackState.class);
  public static final TypeInformation<EndpointState> ENDPOINT_STATE =
      TypeInformation.of(EndpointState.class);
  public static final TypeInformation<OriginState> ORIGIN_STATE =
      TypeInformation.of(OriginState.class);
  public static final TypeInformation<InheritanceEvent> INHERITANCE_EVENT =
      TypeInformation.of(InheritanceEvent.class);
  public static final TypeInformation<InheritanceState> INHERITANCE_STATE =
      TypeInformation.of(InheritanceState.class);
  public static final TypeInformation<EpisodeState> EPISODE_STATE =
      TypeInformation.of(EpisodeState.class);
  public static final TypeInformation<IncidentState> INCIDENT_STATE =
      TypeInformation.of(IncidentState.class);
  public static final TypeInformation<WeighingState> WEIGHING_STATE =
      TypeInformation.of(WeighingState.class);
  public static final TypeInformation<PolicyTexts> POLICY_TEXTS =
      TypeInformation.of(PolicyTexts.class);

  /** All of the above, for the test. */
  static final List<TypeInformation<?>> ALL =
      List.of(
          DECODED_BATCH,
          BUNDLE,
          RAW_RECORD,
          ITEM_CHANGE,
          SKIPPED_INPUT,
          GAP,
          SOURCE_PULSE,
          TABLE_SIGNS,
          TABLE_HOUR,
          TRAIL_EVENT,
          TABLE_UPDATE,
          TABLE_SIZE,
          POSTURE_EVENT,
          InventoryUpdate.TYPE,
          TALLY,
          ITEM_TALLY,
          DELETION_TALLY,
          TIME_TO_LIVE,
          SENSITIVITY_SHARE,
          HOLDINGS,
          LEASE_READING,
          LEASE_SIGHTING,
          STREAM_USE,
          STREAM_READERS,
          SIGNAL,
          FINDING,
          SESSION_LINK,
          INCIDENT_INPUT,
          INCIDENT,
          WEIGHABLE,
          READING,
          READ_VOLUME_STATE,
          DISTRIBUTED_READ_STATE,
          MANY_TABLES_STATE,
          PARTIQL_STATE,
          SENSITIVITY_STATE,
          DESTRUCTION_STATE,
          TIME_TO_LIVE_STATE,
          TABLE_COPY_STATE,
          PREPARED_EXPORT_STATE,
          STREAM_READER_STATE,
          LEASE_TABLE_STATE,
          SOURCE_WATCH_STATE,
          COVERAGE_HOURS_STATE,
          TABLE_COVERAGE_STATE,
          TRAIL_WATCH_STATE,
          POSTURE_STATE,
          INHERITANCE_EVENT,
          INHERITANCE_STATE,
          SIGHTING,
          EXPORT_USE,
          EXPORT_READ_STATE,
          ENUMERATION_STATE,
          DENIED_BURST_STATE,
          READ_BACK_STATE,
          ENDPOINT_STATE,
          ORIGIN_STATE,
          EPISODE_STATE,
          WEIGHING_STATE,
          POLICY_TEXTS,
          INCIDENT_STATE);

  private StreamTypes() {}
}
