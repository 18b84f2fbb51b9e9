package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.bulkread.DistributedReadState;
import io.exposuremonitor.detectors.bulkread.ManyTablesState;
import io.exposuremonitor.detectors.bulkread.ReadTally;
import io.exposuremonitor.detectors.bulkread.ReadVolumeState;
import io.exposuremonitor.detectors.consumer.StreamUse;
import io.exposuremonitor.detectors.destruction.DeletionTally;
import io.exposuremonitor.detectors.sighting.Sighting;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information for a serialiser of this package: a single field to the engine, and not usable
 * as a key.
 *
 * @param <T> the type
 */
public final class CompactTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final CompactSerializer<T> serializer;

  private CompactTypeInfo(Class<T> type, CompactSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  /** Activity bundles. */
  public static TypeInformation<ActivityBundle> bundles() {
    return new CompactTypeInfo<>(ActivityBundle.class, new ActivityBundleSerializer());
  }

  /** Read tallies. */
  public static TypeInformation<ReadTally> tallies() {
    return new CompactTypeInfo<>(ReadTally.class, new ReadTallySerializer());
  }

  /** Sightings. */
  public static TypeInformation<Sighting> sightings() {
    return new CompactTypeInfo<>(Sighting.class, new SightingSerializer());
  }

  /** Deletion tallies. */
  public static TypeInformation<DeletionTally> deletions() {
    return new CompactTypeInfo<>(DeletionTally.class, new DeletionTallySerializer());
  }

  /** Uses of streams. */
  public static TypeInformation<StreamUse> streamUses() {
    return new CompactTypeInfo<>(StreamUse.class, new StreamUseSerializer());
  }

  /** State of one actor on one table. */
  public static TypeInformation<ReadVolumeState> readVolumeState() {
    return new CompactTypeInfo<>(ReadVolumeState.class, new ReadVolumeStateSerializer());
  }

  /** State of one table and its readers. */
  public static TypeInformation<DistributedReadState> distributedReadState() {
    return new CompactTypeInfo<>(DistributedReadState.class, new DistributedReadStateSerializer());
  }

  /** State of one actor and its tables. */
  public static TypeInformation<ManyTablesState> manyTablesState() {
    return new CompactTypeInfo<>(ManyTablesState.class, new ManyTablesStateSerializer());
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer.duplicate();
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CompactTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompactTypeInfo<?> info && type == info.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "Compact<" + type.getSimpleName() + ">";
  }
}
