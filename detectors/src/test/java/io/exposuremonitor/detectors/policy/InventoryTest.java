package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.policy.Policy.Table;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final String ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/";
  private static final String ORDERS =
      """
      {"Table": {"TableName": "orders", "TableArn": "%sorders", "TableSizeBytes": 4096,
        "ItemCount": 17, "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}}
      """
          .formatted(ARN);
  private static final String NO_TABLES =
      "{} [] 7 null \"x\" {\"Table\": null} {\"TableArn\": \"\"}";
  private static final String CLICKS = "{\"TableArn\": \"" + ARN + "clicks\", \"ItemCount\": -1}";

  @Test
  void readsOneOrManyTablesInAnyLayout() throws PolicyException {
    Table orders = new Table(ARN + "orders", List.of(), 4096, 17, null);
    Table clicks = new Table(ARN + "clicks", List.of(), 0, 0, null);

    assertThat(Inventory.load("tables.json", ORDERS)).containsExactly(orders);
    assertThat(Inventory.load("tables.json", ORDERS + CLICKS)).containsExactly(orders, clicks);
    assertThat(Inventory.load("tables.json", "[" + ORDERS + "," + CLICKS + "]"))
        .containsExactly(orders, clicks);
    assertThat(Inventory.load("tables.json", "[" + ORDERS + "]\n[" + CLICKS + "]"))
        .containsExactly(orders, clicks);
  }

  @Test
  void skipsElementsWithoutAnArn() throws PolicyException {
    assertThat(Inventory.load("tables.json", NO_TABLES + ORDERS)).hasSize(1);
  }

  @Test
  void refusesAFileThatNamesNoTable() {
    for (String other : List.of("", NO_TABLES)) {
      assertThatThrownBy(() -> Inventory.load("tables.json", other))
          .isInstanceOf(PolicyException.class)
          .hasMessage(
              "tables.json:1:1: names no table; expected the output of 'aws dynamodb"
                  + " describe-table'");
    }
  }

  @Test
  void reportsLineOfInvalidJson() {
    assertThatThrownBy(() -> Inventory.load("tables.json", ORDERS + "{\"TableArn\": oops}"))
        .isInstanceOfSatisfying(
            PolicyException.class,
            exception ->
                assertThat(exception.problems()).extracting(Problem::line).containsExactly(3));
    assertThatThrownBy(() -> Inventory.load("tables.json", "[{\"TableArn\": \"x\"}"))
        .isInstanceOf(PolicyException.class);
  }

  @Test
  void fillsOnlyValuesThatThePolicyOmits() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            tables:
              - match: orders
                labels: [payments]
                size: 1 GiB
                sensitivity: restricted
              - match: users
                size: 1 GiB
                items: 5
              - match: "*s"
                sensitivity: internal
            """);
    List<Table> inventory =
        List.of(
            new Table(ARN + "orders", List.of(), 4096, 17, null),
            new Table(ARN + "users", List.of(), 4096, 17, null),
            new Table(ARN + "clicks", List.of(), 4096, 17, null),
            new Table(ARN + "audit", List.of(), 4096, 17, null));

    Policy both = Inventory.addTo(policy, inventory);

    assertThat(both.table(ARN + "orders"))
        .isEqualTo(
            new Table(ARN + "orders", List.of("payments"), 1L << 30, 17, Sensitivity.RESTRICTED));
    assertThat(both.table(ARN + "users"))
        .isEqualTo(new Table("users", List.of(), 1L << 30, 5, null));
    assertThat(both.table(ARN + "clicks"))
        .isEqualTo(new Table(ARN + "clicks", List.of(), 4096, 17, Sensitivity.INTERNAL));
    assertThat(both.table(ARN + "audit"))
        .isEqualTo(new Table(ARN + "audit", List.of(), 4096, 17, null));
    assertThat(both.table(ARN + "items"))
        .isEqualTo(new Table("*s", List.of(), 0, 0, Sensitivity.INTERNAL));
    assertThat(both.findings()).isEqualTo(policy.findings());
  }

  @Test
  void measuredSizesFillGapsOfPolicyAndInventory() throws PolicyException {
    Policy policy =
        Inventory.addTo(
            PolicyLoader.load(
                "policy.yml",
                "version: 1\ntables: [{match: orders, size: 1 GiB, labels: [payments]}]\n"),
            List.of(new Table(ARN + "users", List.of(), 0, 5, null)));
    Policy measured =
        policy.withMeasured(
            List.of(
                new Table(ARN + "orders", List.of(), 4096, 17, null),
                new Table(ARN + "users", List.of(), 4096, 17, null),
                new Table(ARN + "clicks", List.of(), 4096, 17, null)));

    assertThat(measured.table(ARN + "orders"))
        .isEqualTo(new Table("orders", List.of("payments"), 1L << 30, 17, null));
    assertThat(measured.table(ARN + "users"))
        .isEqualTo(new Table(ARN + "users", List.of(), 4096, 5, null));
    assertThat(measured.table(ARN + "clicks"))
        .isEqualTo(new Table(ARN + "clicks", List.of(), 4096, 17, null));
    assertThat(measured.table(ARN + "audit")).as("seen by nobody").isNull();
    assertThat(measured.withLateness(Duration.ofHours(1)).table(ARN + "clicks")).isNotNull();
    assertThat(measured.withMeasured(List.of()).table(ARN + "clicks")).as("forgotten").isNull();
  }
}
