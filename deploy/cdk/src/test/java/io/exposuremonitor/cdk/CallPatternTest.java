package io.exposuremonitor.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.rule.Catalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.event.ruler.Ruler;

/** The events of the fast path, selected by EventBridge's own matcher. */
class CallPatternTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The maximum length of an EventBridge pattern, in characters. */
  private static final int MAX_LENGTH = 2_048;

  static Stream<String> ruleFiles() {
    return Catalogue.ruleFiles().stream();
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void matchesHitsOfEveryShippedRule(String file) throws Exception {
    Map<String, Object> fixtures = yaml(Catalogue.text(Catalogue.fixturesOf(file)));

    for (Map<String, Object> hit : Synthesised.maps(fixtures.get("hits"))) {
      Map<String, Object> event = new HashMap<>(map(fixtures.get("base")));
      event.putAll(map(hit.getOrDefault("set", Map.of())));
      assertThat(matches(event)).as("%s: %s", file, hit.get("name")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, Scan, true, true",
    "dynamodb, DescribeTable, true, true",
    "kinesis, GetRecords, true, true",
    "s3, GetObject, true, true",
    "sts, AssumeRole, true, true",
    "sts, AssumeRoleWithSAML, true, true",
    "sts, GetCallerIdentity, true, false",
    "kms, PutKeyPolicy, false, true",
    "kms, Decrypt, true, false",
    "secretsmanager, GetSecretValue, true, false",
    "ec2, ModifyVpcEndpoint, false, true",
    "ec2, RunInstances, false, false",
    "autoscaling, CreateAutoScalingGroup, false, false",
  })
  void matchesOnlyCallsThatAreAnalysed(
      String service, String name, boolean readOnly, boolean expected) throws Exception {
    assertThat(
            matches(
                Map.of(
                    "eventSource", service + ".amazonaws.com",
                    "eventName", name,
                    "readOnly", readOnly)))
        .isEqualTo(expected);
  }

  @Test
  void matchesCallsWithoutReadOnlyField() throws Exception {
    assertThat(matches(Map.of("eventSource", "iam.amazonaws.com", "eventName", "AttachRolePolicy")))
        .isTrue();
  }

  @Test
  void staysBelowMaximumLength() throws Exception {
    assertThat(pattern().length()).isLessThan(MAX_LENGTH);
  }

  private static String pattern() throws Exception {
    return JSON.writeValueAsString(CallStream.pattern());
  }

  private static boolean matches(Map<String, Object> call) throws Exception {
    Map<String, Object> event =
        Map.of(
            "source", "aws.something",
            "detail-type", "AWS API Call via CloudTrail",
            "detail", call);
    return Ruler.matchesRule(JSON.writeValueAsString(event), pattern());
  }

  @SuppressWarnings("unchecked") // sections of a YAML file
  private static Map<String, Object> map(Object section) {
    return (Map<String, Object>) section;
  }

  private static Map<String, Object> yaml(String text) {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }
}
