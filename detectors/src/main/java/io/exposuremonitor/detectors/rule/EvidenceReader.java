package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Extracts the values of a rule's {@code fields} from a record, never item values. */
final class EvidenceReader {
  private static final String REQUEST = "requestParameters.";

  private EvidenceReader() {}

  static Evidence read(RuleEvent event, List<String> fields) {
    Map<String, String> facts = new TreeMap<>();
    for (String field : fields) {
      String value = value(event, field);
      if (!value.isEmpty() && !PrivateFields.leadsToValues(field)) {
        facts.put(factName(field), value);
      }
    }
    return new Evidence(
        Map.of(),
        facts,
        List.of(new EventReference(event.text("eventID"), event.provenance().origin())));
  }

  private static String value(RuleEvent event, String field) {
    String joined =
        event.field(field).stream()
            .filter(JsonNode::isValueNode)
            .limit(Evidence.MAX_LISTED)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return joined.length() > Evidence.MAX_TEXT ? joined.substring(0, Evidence.MAX_TEXT) : joined;
  }

  /** {@code requestParameters.s3BucketOwner} as {@code s3_bucket_owner}. */
  static String factName(String field) {
    String path = field.startsWith(REQUEST) ? field.substring(REQUEST.length()) : field;
    return path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }
}
