package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.activity.IdHash;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.policy.Pattern;
import io.exposuremonitor.detectors.policy.Policy;

/**
 * A destination of exports.
 *
 * @param bucket the bucket's name
 * @param prefix ARN of the bucket, with the prefix of the exports in it
 */
record ExportPlace(String bucket, String prefix) {
  /**
   * The destination that contains the folder of an export.
   *
   * @param folder the folder's ARN, which ends with the export's id
   */
  static ExportPlace of(String folder) {
    return new ExportPlace(BucketArns.name(folder), folder.substring(0, Arns.nameStart(folder)));
  }

  boolean isApproved(Policy policy) {
    return !bucket.isEmpty() && Pattern.matchesAny(policy.approved().exportBuckets(), bucket);
  }

  long hash() {
    return IdHash.of(prefix);
  }
}
