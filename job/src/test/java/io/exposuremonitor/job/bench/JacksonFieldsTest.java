package io.exposuremonitor.job.bench;

import static io.exposuremonitor.job.bench.TestRecords.CORPUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JacksonFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsSameValuesAsTree() throws IOException {
    for (int i = 0; i < CORPUS.size(); i++) {
      byte[] json = CORPUS.record(i);
      JsonNode tree = JSON.readTree(json);
      List<String> expected = new ArrayList<>();
      for (String path : JacksonFields.PATHS) {
        JsonNode value = tree.at(path);
        expected.add(value.isMissingNode() || value.isNull() ? null : value.asText());
      }

      JacksonFields.Fields fields = JacksonFields.read(json, 0, json.length);

      assertThat(fields.values()).containsExactlyElementsOf(expected);
      assertThat(fields.arns()).isEqualTo(tree.path("resources").findValuesAsText("ARN"));
    }
  }

  @Test
  void collectsKeysAtAnyDepth() {
    byte[] json =
        """
        {"requestParameters":{"requestItems":{"Music":{"keys":[
          {"Artist":"A","SongTitle":"x"},{"Artist":"B","SongTitle":"y"}]}}},"eventName":"BatchGetItem"}
        """
            .getBytes(StandardCharsets.UTF_8);

    JacksonFields.Fields fields = JacksonFields.read(json, 0, json.length);

    assertThat(fields.keys()).containsExactly("A", "x", "B", "y");
    assertThat(fields.values()[JacksonFields.PATHS.indexOf("/eventName")])
        .isEqualTo("BatchGetItem");
  }

  @Test
  void collectsStatements() {
    byte[] json =
        """
        {"requestParameters":{"requestItems":[{"statement":"SELECT * FROM a"},{"statement":"SELECT * FROM b"}]}}
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(JacksonFields.read(json, 0, json.length).statements())
        .containsExactly("SELECT * FROM a", "SELECT * FROM b");
  }
}
