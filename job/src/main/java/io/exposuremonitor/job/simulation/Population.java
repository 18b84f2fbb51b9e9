package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The services and people of the simulated organisation, with their tables. The number of services
 * grows with the traffic, so that none reads more in a day than a real one would.
 */
final class Population {
  static final List<String> ACCOUNTS = List.of("111122223333", "123456789012");

  /**
   * A program with its tables.
   *
   * @param number position among the services, from 0
   * @param tables the tables with its data
   * @param reference a small table that it scans again and again
   * @param batch a table that it scans once a night
   */
  record Service(int number, Caller caller, List<Table> tables, Table reference, Table batch) {
    Stream<Table> allTables() {
      return Stream.concat(tables.stream(), Stream.of(reference, batch));
    }
  }

  /** A person who occasionally looks at tables in the console. */
  record Person(Caller browser, List<Table> tables) {}

  private static final int RECORDS_PER_SERVICE_AND_DAY = 20_000;
  private static final int STREAMED = 3;
  private static final double SERVICE_EXPONENT = 0.9;
  private static final double TABLE_EXPONENT = 1.1;
  private static final String[] DOMAINS = {
    "orders", "payments", "customers", "sessions", "inventory", "shipments", "carts", "invoices",
    "subscriptions", "devices", "telemetry", "profiles", "tickets", "documents", "messages",
        "quotes"
  };
  private static final String[] PARTS = {
    "events", "by-customer", "state", "history", "index", "ledger"
  };
  private static final List<String> ATTRIBUTES =
      List.of(
          "status",
          "createdAt",
          "updatedAt",
          "version",
          "customerName",
          "emailAddress",
          "amount",
          "currency",
          "lineItems",
          "shippingAddress",
          "expiresAt",
          "payload");
  private static final Caller.Kind[] KINDS = {
    Caller.Kind.INSTANCE, Caller.Kind.POD, Caller.Kind.FUNCTION, Caller.Kind.INSTANCE
  };
  private static final String[] KEYS = {"pk", "customerId", "orderId", "deviceId"};
  private static final String[] REGIONS = {"eu-central-1", "eu-central-1", "us-east-1"};

  private final Traffic traffic;
  private final List<Service> services = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();

  Population(ProductionDay day) {
    traffic = day.traffic();
    long daily = day.records() * (Duration.ofDays(1).toMillis() / day.span().toMillis());
    int count = 2 * (int) Math.max(12, Math.min(1_000, daily / RECORDS_PER_SERVICE_AND_DAY / 2));
    for (int i = 0; i < count; i++) {
      services.add(service(i));
    }
    for (int i = 0; i < 12; i++) {
      people.add(person(i));
    }
  }

  private static Service service(int i) {
    String domain =
        DOMAINS[i % DOMAINS.length] + (i < DOMAINS.length ? "" : "-" + i / DOMAINS.length);
    String account = ACCOUNTS.get(i % ACCOUNTS.size());
    Caller.Kind kind = KINDS[i % KINDS.length];
    Caller caller =
        Caller.role(kind, account, "prod-" + domain + "-role", 2 + i % 11, UserAgents.ofService(i));
    List<Table> tables = new ArrayList<>();
    for (int t = 0; t < 2 + i % 3; t++) {
      int items = 5_000 << (Hash.of(domain, t) & 5);
      tables.add(
          table(
              i,
              "prod-" + domain + '-' + PARTS[(i + t) % PARTS.length],
              items,
              t == 0 && i % STREAMED == 0));
    }
    Table reference = table(i, "prod-" + domain + "-feature-flags", 200, false);
    return new Service(
        i,
        caller,
        tables,
        reference,
        table(i, "prod-" + domain + "-reference-data", 40_000, false));
  }

  private static Table table(int service, String name, int items, boolean streamed) {
    String sortKey = (service + name.length()) % 2 == 0 ? "sk" : "";
    return new Table(
        ACCOUNTS.get(service % ACCOUNTS.size()),
        REGIONS[service % REGIONS.length],
        name,
        KEYS[name.length() % KEYS.length],
        sortKey,
        ATTRIBUTES,
        items,
        streamed);
  }

  private Person person(int i) {
    String account = ACCOUNTS.get(i % ACCOUNTS.size());
    String role = "AWSReservedSSO_Developer_" + Hash.hex(Hash.of("sso", i % 3), 16);
    Caller browser = Caller.person(account, role, 4);
    Service team = services.get((2 * i + i % ACCOUNTS.size()) % services.size());
    return new Person(browser, team.tables());
  }

  List<Service> services() {
    return services;
  }

  Service service(SplittableRandom random) {
    int rank =
        switch (traffic) {
          case ZIPF -> Zipf.rank(random, services.size(), SERVICE_EXPONENT);
          case UNIFORM -> random.nextInt(services.size());
          case ONE_KEY -> 0;
        };
    return services.get(rank);
  }

  Table table(Service service, SplittableRandom random) {
    List<Table> tables = service.tables();
    return switch (traffic) {
      case ZIPF -> tables.get(Zipf.rank(random, tables.size(), TABLE_EXPONENT));
      case UNIFORM -> tables.get(random.nextInt(tables.size()));
      case ONE_KEY -> tables.get(0);
    };
  }

  /** All tables in the same account and Region as the given one, which is included. */
  Stream<Table> tablesBeside(Table table) {
    return services.stream()
        .flatMap(Service::allTables)
        .filter(other -> other.account().equals(table.account()))
        .filter(other -> other.region().equals(table.region()));
  }

  /** A service drawn uniformly. */
  Service anyService(SplittableRandom random) {
    return services.get(random.nextInt(services.size()));
  }

  Person anyPerson(SplittableRandom random) {
    return people.get(random.nextInt(people.size()));
  }

  /** A service drawn from those whose first table has a stream. */
  Service streamedService(SplittableRandom random) {
    return services.get(STREAMED * random.nextInt((services.size() + STREAMED - 1) / STREAMED));
  }

  /** A service drawn from those that use PartiQL. */
  Service partiqlService(SplittableRandom random) {
    return services.get(8 * random.nextInt((services.size() + 7) / 8));
  }

  /** An item drawn from a table, some of them far more often than others. */
  static int item(Table table, SplittableRandom random) {
    return Zipf.rank(random, table.items(), 0.8);
  }
}
