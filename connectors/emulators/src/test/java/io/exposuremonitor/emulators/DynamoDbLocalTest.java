package io.exposuremonitor.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void runsSeveralInstancesSideBySideUntilClosed() throws Exception {
    var first = DynamoDbLocal.start();
    var second = DynamoDbLocal.start();
    try (second) {
      assertThat(first.endpoint()).isNotEqualTo(second.endpoint());
      createTable(first.endpoint());
      assertThat(send(first.endpoint(), "ListTables", "{}"))
          .isEqualTo("{\"TableNames\":[\"ledger\"]}");
      assertThat(send(second.endpoint(), "ListTables", "{}")).isEqualTo("{\"TableNames\":[]}");
    } finally {
      first.close();
    }

    assertThatThrownBy(() -> send(first.endpoint(), "ListTables", "{}"))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void rollsShards() throws Exception {
    try (var local = DynamoDbLocal.start()) {
      createTable(local.endpoint());
      assertThat(shards(local)).hasSize(1);

      local.rollShards();
      assertThat(shards(local)).hasSize(2);
    }
  }

  @Test
  void findsFolderBesideJarOrInSourceTree(@TempDir Path root) throws IOException {
    Path jar = root.resolve("emulators/target/emulators.jar");
    Path beside = root.resolve("emulators/target/dynamodb-local");
    Path built = root.resolve("emulators/dynamodb-local/target/lib");
    JarFolder folder = new JarFolder("dynamodb-local");
    assertThat(folder.places(jar)).containsExactly(beside, built);

    assertThatIllegalStateException()
        .isThrownBy(() -> folder.find(List.of(beside, built)))
        .withMessageContaining(folder.property());
    Files.createDirectories(built);
    assertThat(folder.find(List.of(beside, built))).isEqualTo(built);
    Files.createDirectories(beside);
    assertThat(folder.find(List.of(beside, built))).isEqualTo(beside);
  }

  private void createTable(URI endpoint) throws Exception {
    send(
        endpoint,
        "CreateTable",
        """
        {"TableName":"ledger","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
         "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}
        """);
  }

  private List<String> shards(DynamoDbLocal local) throws Exception {
    String arn = first("StreamArn", streams(local, "ListStreams", "{}"));
    String description = streams(local, "DescribeStream", "{\"StreamArn\":\"" + arn + "\"}");
    return Pattern.compile("\"ShardId\":\"([^\"]+)\"")
        .matcher(description)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String first(String key, String json) {
    int from = json.indexOf(key) + key.length() + 3;
    return json.substring(from, json.indexOf('"', from));
  }

  private String streams(DynamoDbLocal local, String call, String body) throws Exception {
    return send(local.endpoint(), "DynamoDBStreams_20120810." + call, body);
  }

  private String send(URI endpoint, String call, String body) throws Exception {
    String target = call.contains(".") ? call : "DynamoDB_20120810." + call;
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(30))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
