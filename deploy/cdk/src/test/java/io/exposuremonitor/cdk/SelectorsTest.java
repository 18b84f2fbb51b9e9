package io.exposuremonitor.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many tables fit into the selectors of a trail, as the handbook says. */
class SelectorsTest {
  @TempDir private Path folder;

  @Test
  void acceptsAsManyTablesAsCloudTrail() throws IOException {
    Deployment most = deployment(Map.of("tables", tables(116)));

    assertThat(Selectors.of(most)).hasSize(8);
  }

  @Test
  void refusesMoreConditionsThanCloudTrailAccepts() throws IOException {
    Deployment tooMany = deployment(Map.of("tables", tables(117)));

    assertThatThrownBy(() -> Selectors.of(tooMany))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exposure-monitor: the trail's selectors would have 503 conditions")
        .hasMessageContaining("CloudTrail accepts 500; name fewer and shorter prefixes in tables");
  }

  @Test
  void countsConditionsOfEveryOption() throws IOException {
    Map<String, Object> organisation =
        Map.of(
            "id", "o-abcdefghij",
            "management-account", "999988887777",
            "external-id", "a-text-of-ours",
            "members", texts(1, number -> "444455556666"));
    Deployment tooMany =
        deployment(
            Map.of(
                "tables", tables(112),
                "known-pollers",
                    texts(
                        2,
                        number -> Names.sessions(Synthesised.ACCOUNT, "trigger-" + number + '/')),
                "export-buckets", texts(10, number -> "exports-" + number),
                "organisation", organisation));

    // 35 without any choice; 448, 6, 2 + 10 and 6 for these.
    assertThatThrownBy(() -> Selectors.of(tooMany)).hasMessageContaining("507 conditions");
  }

  private Deployment deployment(Map<String, Object> choices) throws IOException {
    return Synthesised.deployment(folder, choices);
  }

  private static List<String> tables(int count) {
    return texts(count, number -> "arn:aws:dynamodb:eu-west-1:111122223333:table/orders-" + number);
  }

  private static List<String> texts(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).toList();
  }
}
