package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.leases.LeaseDecoder;
import io.exposuremonitor.connectors.leases.LeaseReading;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.job.element.DecodedBatch;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Converts readings of lease tables into batches. */
public final class LeaseReadings implements LeaseDecoder<DecodedBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public DecodedBatch readings(List<LeaseReading> readings) {
    return DecodedBatch.of(readings);
  }

  @Override
  public DecodedBatch gap(CoverageGap gap) {
    return DecodedBatch.of(Gaps.of(gap));
  }

  @Override
  public TypeInformation<DecodedBatch> type() {
    return TypeInformation.of(DecodedBatch.class);
  }
}
