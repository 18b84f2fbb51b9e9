package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.cloudtrail.ExportFiles;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.Map;
import java.util.Set;

/**
 * Derives what S3 copies from one bucket to another: whether it is a file of a table's export, and
 * who owns the bucket that receives it.
 */
final class CopyFields implements DerivedFields.Group {
  private static final String EXPORTED_FILE = "exposure.copy.exportedFile";
  private static final String OWNER = "exposure.copy.owner";
  private static final String FOREIGN = "exposure.copy.foreign";

  private static final FieldPath SOURCE = FieldPath.of("requestParameters.x-amz-copy-source");
  private static final FieldPath TARGET = FieldPath.of("requestParameters.bucketName");

  @Override
  public Set<String> names() {
    return Set.of(EXPORTED_FILE, OWNER, FOREIGN);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    DerivedValues values = new DerivedValues();
    event.forEach(
        SOURCE, source -> values.put(EXPORTED_FILE, ExportFiles.isDataCopied(source.asText())));
    event.forEach(
        TARGET,
        target -> {
          String owner = owner(event, target.asText());
          if (!owner.isEmpty()) {
            values.put(OWNER, owner).put(FOREIGN, isForeign(event, owner));
          }
        });
    return values.toMap();
  }

  /**
   * The account of the bucket; empty if the record doesn't tell. An access point's ARN contains the
   * account, while that of a bucket is listed beside it.
   */
  private static String owner(RuleEvent event, String target) {
    if (Arns.beginsAsArn(target)) {
      return Arns.account(target);
    }
    for (JsonNode resource : event.root().path("resources")) {
      String arn = resource.path("ARN").asText();
      if (BucketArns.of(arn).equals(arn) && BucketArns.name(arn).equals(target)) {
        return resource.path("accountId").asText();
      }
    }
    return "";
  }

  private static boolean isForeign(RuleEvent event, String owner) {
    Policy policy = event.policy();
    return Ownership.of(event).foreign(owner)
        && !policy.approved().exportAccounts().contains(owner);
  }
}
