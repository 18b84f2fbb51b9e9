package io.exposuremonitor.job.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Customers and orders of people who do not exist. They are called Example, live in Exampletown and
 * have addresses at a domain reserved for examples (RFC 2606). Everything follows from a seed.
 */
final class People {
  private static final String[] NAMES = {
    "Ada", "Boris", "Chidi", "Dana", "Emre", "Freya", "Goran", "Hana", "Ivo", "Jana", "Kofi",
        "Lena",
    "Mika", "Noor", "Otto", "Pia", "Quin", "Rosa", "Sami", "Tara", "Uma", "Vito", "Wanda", "Xenia",
    "Yuki", "Zeno"
  };
  private static final String[] COUNTRIES = {"AT", "BE", "DE", "ES", "FR", "IT", "NL", "PL"};
  private static final String[] GOODS = {
    "teapot", "lamp", "kite", "ladder", "mirror", "kettle", "globe", "hammock"
  };
  private static final int VISITS = 85;
  private static final int REMARKS = 25;

  private final long seed;

  People(long seed) {
    this.seed = seed;
  }

  /** Key of a customer. */
  static String customerId(int number) {
    return String.format(Locale.ROOT, "C-%05d", number);
  }

  /** Key of an order. */
  static String orderId(int number) {
    return String.format(Locale.ROOT, "O-%06d", number);
  }

  /** A customer of about 4 KB. */
  Map<String, AttributeValue> customer(int number) {
    SplittableRandom random = new SplittableRandom(seed * 31 + number);
    String name = NAMES[random.nextInt(NAMES.length)];
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    text(item, "customerId", customerId(number));
    text(item, "name", name + " Example " + number);
    text(item, "email", name + '.' + number + "@example.com");
    text(item, "phone", "+1 555 01" + (10 + random.nextInt(90)));
    text(item, "address", random.nextInt(1, 200) + " Sample Street, Exampletown");
    text(item, "country", COUNTRIES[random.nextInt(COUNTRIES.length)]);
    text(item, "history", sentences(random, VISITS));
    item.put("version", AttributeValue.fromN("1"));
    return item;
  }

  /** An order of about 1 KB. */
  Map<String, AttributeValue> order(int number, int customer) {
    SplittableRandom random = new SplittableRandom(seed * 37 + number);
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    text(item, "orderId", orderId(number));
    text(item, "customerId", customerId(customer));
    text(item, "goods", GOODS[random.nextInt(GOODS.length)]);
    item.put("amount", AttributeValue.fromN(random.nextInt(5, 400) + ".90"));
    text(item, "status", "paid");
    text(item, "shipTo", random.nextInt(1, 200) + " Sample Street, Exampletown");
    text(item, "remarks", sentences(random, REMARKS));
    return item;
  }

  private static String sentences(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("looked at a ")
          .append(GOODS[random.nextInt(GOODS.length)])
          .append(" and did not buy it; ");
    }
    return text.toString();
  }

  private static void text(Map<String, AttributeValue> item, String name, String value) {
    item.put(name, AttributeValue.fromS(value));
  }
}
