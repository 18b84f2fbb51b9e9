package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Caller;
import io.exposuremonitor.job.simulation.Table;
import io.exposuremonitor.job.simulation.UserAgents;
import java.util.List;
import java.util.stream.Stream;

/** The invented company: its account, its tables, and who works there. */
final class Company {
  /** An account id that AWS uses in its documentation. */
  static final String ACCOUNT = "111122223333";

  /** Another account id from AWS's documentation. */
  static final String FOREIGN_ACCOUNT = "444455556666";

  static final String REGION = "eu-central-1";

  /** The Region of the replica of customers. */
  static final String OTHER_REGION = "eu-west-1";

  /** Number of seeded items; the policy that ships with the demo states the same. */
  static final int CUSTOMER_COUNT = 3_000;

  static final int ORDER_COUNT = 2_000;

  static final Table CUSTOMERS = table("customers", "customerId", CUSTOMER_COUNT);
  static final Table ORDERS = table("orders", "orderId", ORDER_COUNT);
  static final Table REPORTS = table("reports", "day", 0);

  /** The tables of the business. */
  static final List<Table> TABLES = List.of(CUSTOMERS, ORDERS, REPORTS);

  /** Lease table of the application that reads the stream of orders. */
  static final Table PROJECTION = table("orders-projection", "leaseKey", 0);

  static final String TRAIL_NAME = "company-trail";
  static final String TRAIL =
      "arn:aws:cloudtrail:" + REGION + ':' + ACCOUNT + ":trail/" + TRAIL_NAME;

  static final Caller APPLICATION =
      Caller.role(Caller.Kind.POD, ACCOUNT, "shop-checkout", 3, UserAgents.ofService(0));
  static final Caller BATCH =
      Caller.role(Caller.Kind.FUNCTION, ACCOUNT, "shop-nightly-report", 1, UserAgents.BOTO);
  static final Caller INTRUDER =
      Caller.role(Caller.Kind.USER, ACCOUNT, "contractor-sam.example", 1, UserAgents.CLI);

  /** Lambda's polling for the function that the intruder attaches to the stream of orders. */
  static final Caller FUNCTION =
      Caller.service(Caller.Kind.FUNCTION, ACCOUNT, "contractor-sync-role", "lambda.amazonaws.com");

  private Company() {}

  /** True for the intruder and for callers that act on its behalf. */
  static boolean isIntruder(String actor) {
    return actor.equals(INTRUDER.id()) || actor.equals(FUNCTION.id());
  }

  /** The tables of the business and the lease table. */
  static List<Table> allTables() {
    return Stream.concat(TABLES.stream(), Stream.of(PROJECTION)).toList();
  }

  /** The table with the given name. */
  static Table named(String name) {
    return allTables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such table: " + name));
  }

  private static Table table(String name, String key, int items) {
    return new Table(ACCOUNT, REGION, name, key, "", List.of(), items, items > 0);
  }
}
