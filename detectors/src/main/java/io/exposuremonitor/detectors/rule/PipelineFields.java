package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.text.YamlKeys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Derives whether an OpenSearch Ingestion pipeline reads a table or a Kinesis stream, from its YAML
 * or JSON body.
 */
final class PipelineFields implements DerivedFields.Group {
  private static final String READS_TABLE = "exposure.pipeline.readsTable";
  private static final String READS_STREAM = "exposure.pipeline.readsStream";
  private static final String UNPARSABLE = "exposure.pipeline.unparsable";

  private static final FieldPath BODY = FieldPath.of("requestParameters.pipelineConfigurationBody");

  /** The key of the source that copies a table. */
  private static final String TABLE_SOURCE = "dynamodb";

  /** The key of the source that reads Kinesis streams (Data Prepper, sources). */
  private static final String STREAM_SOURCE = "kinesis";

  /**
   * Maximum length parsed; the service accepts 24,000 characters (API reference, CreatePipeline).
   */
  private static final int LONGEST = 100_000;

  /** Characters that end a line in YAML 1.1, which the service reads, but not in 1.2. */
  private static final Pattern OLD_LINE_ENDS = Pattern.compile("[\\u0085\\u2028\\u2029]");

  @Override
  public Set<String> names() {
    return Set.of(READS_TABLE, READS_STREAM, UNPARSABLE);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    List<JsonNode> bodies = event.field(BODY);
    return bodies.isEmpty() ? Map.of() : of(bodies.get(0).asText());
  }

  private static Map<String, JsonNode> of(String body) {
    Set<String> keys = keys(body);
    boolean unparsable = keys.isEmpty();
    return new DerivedValues()
        .put(READS_TABLE, unparsable ? mentions(body, TABLE_SOURCE) : keys.contains(TABLE_SOURCE))
        .put(
            READS_STREAM, unparsable ? mentions(body, STREAM_SOURCE) : keys.contains(STREAM_SOURCE))
        .put(UNPARSABLE, unparsable)
        .toMap();
  }

  /** The keys in the body; empty if it can't be parsed, since a valid pipeline has sources. */
  private static Set<String> keys(String body) {
    if (body.length() > LONGEST) {
      return Set.of();
    }
    try {
      return YamlKeys.of(OLD_LINE_ENDS.matcher(body).replaceAll("\n"));
    } catch (YamlEngineException e) {
      return Set.of();
    }
  }

  private static boolean mentions(String body, String source) {
    return body.toLowerCase(Locale.ROOT).contains(source);
  }
}
