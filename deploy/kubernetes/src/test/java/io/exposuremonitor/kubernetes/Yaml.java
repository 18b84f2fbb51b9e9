package io.exposuremonitor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML as JSON, and its schemas. */
final class Yaml {
  static final ObjectMapper JSON = new ObjectMapper();

  /** The folder {@code deploy}. */
  static final Path DEPLOY = Path.of("..");

  private Yaml() {}

  /** Every document of a file. */
  static List<JsonNode> all(Path file) throws IOException {
    return all(Files.readString(file));
  }

  /** Every document of a text. */
  static List<JsonNode> all(String text) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict)).loadAll(text)) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /** A schema from the test resources. */
  static JsonSchema schema(String name) throws IOException {
    try (InputStream in = Yaml.class.getResourceAsStream("/" + name)) {
      JsonNode schema = JSON.readTree(in);
      return JsonSchemaFactory.getInstance(
              schema.path("$schema").asText().contains("draft-07")
                  ? SpecVersion.VersionFlag.V7
                  : SpecVersion.VersionFlag.V202012)
          .getSchema(schema);
    }
  }
}
