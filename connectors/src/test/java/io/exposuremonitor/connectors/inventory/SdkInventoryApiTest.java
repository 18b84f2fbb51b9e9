package io.exposuremonitor.connectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.inventory.InventorySettings.Endpoints;
import io.exposuremonitor.connectors.testing.LocalService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that DynamoDB Local can't give. */
@Timeout(60)
class SdkInventoryApiTest {
  @Test
  void toleratesEmptyResponses() throws IOException {
    try (LocalService service = new LocalService(200)) {
      service.answers(200, "{}");
      try (InventoryApi api = api(service)) {
        assertThat(api.tables(null).tableNames()).isEmpty();
        assertThat(api.describe("orders")).isNull();
        assertThat(api.pointInTimeRecovery("orders")).isNull();
        assertThat(api.kinesisDestinations("orders")).isEmpty();
        assertThat(api.resourcePolicy(FakeInventory.ARN + "orders")).isEmpty();
        assertThat(api.keyManager("arn:aws:kms:eu-west-1:123456789012:key/1")).isNull();
        assertThat(api.trails()).isEmpty();
        assertThat(api.logging("arn:aws:cloudtrail:eu-west-1:123456789012:trail/all")).isNull();
      }
    }
  }

  /** A trail of another region or of the organisation records this region, too. */
  @Test
  void leavesOutStreamsThatReceiveNothingAndAsksForShadowTrails() throws IOException {
    try (LocalService service = new LocalService(200)) {
      try (InventoryApi api = api(service)) {
        service.answers(
            200,
            """
            {"KinesisDataStreamDestinations": [
              {"StreamArn": "active", "DestinationStatus": "ACTIVE"},
              {"StreamArn": "soon", "DestinationStatus": "ENABLING"},
              {"StreamArn": "off", "DestinationStatus": "DISABLED"},
              {"StreamArn": "failed", "DestinationStatus": "ENABLE_FAILED"}]}
            """);
        assertThat(api.kinesisDestinations("orders")).containsExactly("active", "soon");
        service.answers(200, "{}");
        api.trails();
        assertThat(service.asked().text()).contains("\"includeShadowTrails\":true");
      }
    }
  }

  /** With the first page again and again, later tables would never be looked at. */
  @Test
  void listsTablesFromTheLastNameOn() throws IOException {
    try (LocalService service = new LocalService(200);
        InventoryApi api = api(service)) {
      service.answers(200, "{\"TableNames\": [\"a\", \"b\"], \"LastEvaluatedTableName\": \"b\"}");
      assertThat(api.tables(null).lastEvaluatedTableName()).isEqualTo("b");
      assertThat(service.asked().text()).isEqualTo("{}");

      service.answers(200, "{\"TableNames\": [\"c\"]}");
      assertThat(api.tables("b").tableNames()).containsExactly("c");
      assertThat(service.asked().text()).isEqualTo("{\"ExclusiveStartTableName\":\"b\"}");
    }
  }

  private static InventoryApi api(LocalService service) {
    URI url = service.url("");
    InventorySettings settings =
        new InventorySettings(
            AwsAccess.emulator(url, "eu-west-1"),
            new Endpoints(url, url),
            Duration.ofHours(1),
            5,
            "",
            true);
    return new SdkInventoryApi(settings, () -> {});
  }
}
