package io.exposuremonitor.detectors.itemchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableIdTest {
  private static final String TABLE = "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders";

  @ParameterizedTest
  @ValueSource(strings = {"", "/stream/2026-03-01T00:00:00.000", "/index/by-date"})
  void extractsTableFromArn(String rest) {
    assertThat(TableId.ofArn(TABLE + rest))
        .isEqualTo(new TableId(TABLE, "orders", "cn-north-1", "123456789012"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "arn:aws:kinesis:eu-central-1:123456789012:stream/orders",
        "arn:aws:dynamodb::123456789012:global-table/orders",
        "arn:aws:dynamodb:eu-central-1"
      })
  void returnsUnknownForOtherArns(String arn) {
    assertThat(TableId.ofArn(arn)).isEqualTo(TableId.UNKNOWN);
  }

  @Test
  void buildsArnOnlyIfAllPartsAreKnown() {
    assertThat(TableId.of("orders", "cn-north-1", "123456789012").arn()).isEqualTo(TABLE);
    assertThat(TableId.of("orders", "cn-north-1", "").arn()).isEmpty();
    assertThat(TableId.of("orders", "cn-north-1", "").id()).isEqualTo("orders");
  }
}
