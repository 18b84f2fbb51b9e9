package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Derives whether a mapping, pipe or delivery stream reads a Kinesis stream that, as far as the
 * policy knows, carries no changes of tables. Without approved streams the policy knows nothing.
 */
final class SourceStreamFields implements DerivedFields.Group {
  private static final String OTHER_STREAM = "exposure.source.otherStream";

  private static final List<FieldPath> SOURCES =
      Stream.of(
              "requestParameters.eventSourceArn",
              "responseElements.eventSourceArn",
              "requestParameters.source",
              "requestParameters.kinesisStreamSourceConfiguration.kinesisStreamARN")
          .map(FieldPath::of)
          .toList();

  /** What follows the stream's ARN in that of a fan-out consumer. */
  private static final String CONSUMER = "/consumer/";

  @Override
  public Set<String> names() {
    return Set.of(OTHER_STREAM);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Set<String> sources = new TreeSet<>();
    for (FieldPath path : SOURCES) {
      event.forEach(path, source -> sources.add(source.asText()));
    }
    Policy policy = event.policy();
    boolean other =
        !policy.approved().streams().isEmpty()
            && !sources.isEmpty()
            && sources.stream().allMatch(source -> isOther(source, policy));
    return new DerivedValues().put(OTHER_STREAM, other).toMap();
  }

  private static boolean isOther(String source, Policy policy) {
    int end = source.indexOf(CONSUMER);
    String stream = end < 0 ? source : source.substring(0, end);
    return Arns.service(stream).equals("kinesis") && !policy.carriesChanges(stream);
  }
}
