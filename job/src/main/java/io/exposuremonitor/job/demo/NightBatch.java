package io.exposuremonitor.job.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The nightly batch: reads all orders and writes a line of turnover, as the policy allows. */
final class NightBatch {
  /** When it first runs, in story time. */
  static final Duration FIRST = Duration.ofSeconds(4);

  /** Time between two nights, in story time. */
  static final Duration EVERY = Duration.ofSeconds(25);

  private final DynamoDbClient tables;
  private int nights;

  NightBatch(DynamoDbClient tables) {
    this.tables = tables;
  }

  /**
   * Runs for one night.
   *
   * @return number of orders read
   */
  int run() {
    BigDecimal sum = BigDecimal.ZERO;
    int count = 0;
    for (var page : tables.scanPaginator(scan -> scan.tableName(Company.ORDERS.name()))) {
      for (Map<String, AttributeValue> order : page.items()) {
        AttributeValue amount = order.get("amount");
        sum = amount == null ? sum : sum.add(new BigDecimal(amount.n()));
      }
      count += page.items().size();
    }
    nights++;
    Map<String, AttributeValue> report =
        Map.of(
            "day", AttributeValue.fromS("day-" + nights),
            "turnover", AttributeValue.fromN(sum.toPlainString()),
            "orders", AttributeValue.fromN(Integer.toString(count)));
    tables.putItem(put -> put.tableName(Company.REPORTS.name()).item(report));
    return count;
  }
}
