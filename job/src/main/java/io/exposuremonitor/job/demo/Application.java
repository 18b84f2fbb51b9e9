package io.exposuremonitor.job.demo;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shop's application, which reads and writes one item at a time. Only a few hundred of the
 * customers are active today, which distinguishes it from an actor that copies the table.
 */
final class Application {
  /** Time between two visits, in story time. */
  static final Duration PACE = Duration.ofMillis(500);

  private static final int ACTIVE_CUSTOMERS = 400;
  private static final int ONE_ORDER_IN = 2;

  private final DynamoDbClient tables;
  private final People people;
  private final SplittableRandom random;
  private int orders = Company.ORDER_COUNT;

  Application(DynamoDbClient tables, People people, long seed) {
    this.tables = tables;
    this.people = people;
    random = new SplittableRandom(seed);
  }

  /**
   * A customer visits. Half of the customers place an order, some of the others change their
   * address.
   */
  void visit() {
    int customer = random.nextInt(ACTIVE_CUSTOMERS);
    Map<String, AttributeValue> key =
        Map.of("customerId", AttributeValue.fromS(People.customerId(customer)));
    tables.getItem(get -> get.tableName(Company.CUSTOMERS.name()).key(key));
    if (random.nextInt(ONE_ORDER_IN) == 0) {
      tables.putItem(
          put -> put.tableName(Company.ORDERS.name()).item(people.order(orders, customer)));
      orders++;
    } else if (random.nextInt(3) == 0) {
      tables.updateItem(
          update ->
              update
                  .tableName(Company.CUSTOMERS.name())
                  .key(key)
                  .updateExpression("ADD #version :one")
                  .expressionAttributeNames(Map.of("#version", "version"))
                  .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    } else {
      int order = random.nextInt(Math.max(0, orders - 100), orders);
      tables.getItem(
          get ->
              get.tableName(Company.ORDERS.name())
                  .key(Map.of("orderId", AttributeValue.fromS(People.orderId(order)))));
    }
  }
}
