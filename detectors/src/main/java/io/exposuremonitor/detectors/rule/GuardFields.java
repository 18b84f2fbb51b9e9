package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.GuardPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Derives whether a policy that limits what others grant no longer forbids anything. */
final class GuardFields implements DerivedFields.Group {
  private static final String FORBIDS_NOTHING = "exposure.guard.forbidsNothing";

  /** The content of an organisation's policy, and the policy of a VPC endpoint. */
  private static final List<FieldPath> DOCUMENTS =
      Stream.of("content", "ModifyVpcEndpointRequest.PolicyDocument")
          .map(name -> FieldPath.of("requestParameters." + name))
          .toList();

  @Override
  public Set<String> names() {
    return Set.of(FORBIDS_NOTHING);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    List<JsonNode> documents =
        DOCUMENTS.stream().flatMap(path -> event.field(path).stream()).toList();
    return documents.isEmpty()
        ? Map.of()
        : new DerivedValues()
            .put(
                FORBIDS_NOTHING,
                documents.stream().map(JsonNode::asText).anyMatch(GuardPolicy::forbidsNothing))
            .toMap();
  }
}
