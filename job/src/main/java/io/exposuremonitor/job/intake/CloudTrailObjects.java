package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.objects.ObjectDecoder;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.job.element.DecodedBatch;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Decodes CloudTrail log files in a bucket like local files; objects that can't be read become
 * gaps.
 */
public final class CloudTrailObjects implements ObjectDecoder<DecodedBatch> {
  private static final long serialVersionUID = 1L;

  private final CloudTrailFiles files;

  /**
   * @param files decodes the objects' bytes
   */
  public CloudTrailObjects(CloudTrailFiles files) {
    this.files = files;
  }

  @Override
  public Elements<DecodedBatch> open(String path, InputStream bytes) {
    return files.open(path, bytes);
  }

  @Override
  public DecodedBatch unreadable(String path, IOException error) {
    return files.unreadable(path, error);
  }

  @Override
  public DecodedBatch gap(CoverageGap gap) {
    return DecodedBatch.of(
        Gaps.of(
            new CoverageGap(
                gap.cause(),
                "arn:aws:s3:::" + gap.source(),
                gap.part(),
                gap.from(),
                gap.to(),
                gap.detail())));
  }

  @Override
  public TypeInformation<DecodedBatch> type() {
    return TypeInformation.of(DecodedBatch.class);
  }
}
