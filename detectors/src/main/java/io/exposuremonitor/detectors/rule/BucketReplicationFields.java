package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Approved;
import io.exposuremonitor.detectors.policy.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derives whether all destinations of a bucket's replication are buckets for exports. */
final class BucketReplicationFields implements DerivedFields.Group {
  private static final String APPROVED = "exposure.bucketReplication.approved";

  private static final FieldPath RULES =
      FieldPath.of("requestParameters.ReplicationConfiguration.Rule");
  private static final FieldPath BUCKET = FieldPath.of("Destination.Bucket");
  private static final FieldPath ACCOUNT = FieldPath.of("Destination.Account");

  @Override
  public Set<String> names() {
    return Set.of(APPROVED);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    List<JsonNode> rules = new ArrayList<>();
    event.forEach(RULES, rules::add);
    boolean approved = !rules.isEmpty() && rules.stream().allMatch(rule -> isApproved(rule, event));
    return new DerivedValues().put(APPROVED, approved).toMap();
  }

  /** An approved name of which no foreign account is stated to be the owner. */
  private static boolean isApproved(JsonNode rule, RuleEvent event) {
    Approved approved = event.policy().approved();
    Ownership own = Ownership.of(event);
    boolean named =
        BUCKET.anyMatch(
            rule,
            bucket ->
                Pattern.matchesAny(approved.exportBuckets(), Arns.kindAndName(bucket.asText())));
    boolean foreign =
        ACCOUNT.anyMatch(
            rule,
            account ->
                own.foreign(account.asText())
                    && !approved.exportAccounts().contains(account.asText()));
    return named && !foreign;
  }
}
