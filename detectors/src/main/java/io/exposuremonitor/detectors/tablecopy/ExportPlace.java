package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;

/**
 * Where exports go.
 *
 * @param bucket its name
 * @param prefix ARN of the bucket, and the prefix in it that exports are written under
 */
record ExportPlace(String bucket, String prefix) {
  /**
   * The place that the folder of an export is in.
   *
   * @param folder the folder's ARN, which ends with the export's id
   */
  static ExportPlace of(String folder) {
    return new ExportPlace(BucketArns.name(folder), folder.substring(0, Arns.nameStart(folder)));
  }

  boolean isApproved(Policy policy) {
    return !bucket.isEmpty()
        && policy.approved().exportBuckets().stream()
            .anyMatch(approved -> Pattern.matches(approved, bucket));
  }

  long hash() {
    return IdHash.of(prefix);
  }
}
