package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The Scans of an ordinary day, all of them small: services reload their feature flags, a nightly
 * batch reads a table of a few dozen pages, and people look at tables in the console, which sets a
 * limit.
 */
final class ScanCalls {
  /** Pages of one night's batch on one table. */
  static final int NIGHTLY_PAGES = 55;

  /** Pages of one table that all people with one role look at in a day. */
  static final int CONSOLE_PAGES = 60;

  private static final Api SCAN = Api.read("Scan");

  private final Population population;
  private final SplittableRandom random;
  private final Map<String, Integer> pages = new HashMap<>();

  ScanCalls(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  Call at(long time) {
    int hour = Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).getHour();
    Population.Service service = population.anyService(random);
    if (hour == 2 && withinBudget(service.batch().name(), NIGHTLY_PAGES)) {
      return scan(service.caller(), service.batch(), 0);
    }
    Population.Person person = population.anyPerson(random);
    Table table = person.tables().get(random.nextInt(person.tables().size()));
    if (officeHours(hour)
        && random.nextInt(6) == 0
        && withinBudget(person.browser().name() + table.name(), CONSOLE_PAGES)) {
      return scan(person.browser(), table, 50);
    }
    return scan(service.caller(), service.reference(), 0);
  }

  static boolean officeHours(int hour) {
    return hour >= 7 && hour < 18;
  }

  private boolean withinBudget(String what, int most) {
    return pages.merge(what, 1, Integer::sum) <= most;
  }

  private static Call scan(Caller caller, Table table, int limit) {
    JsonText parameters = new JsonText().object().field("tableName", table.name());
    if (limit > 0) {
      parameters.field("limit", limit).field("consistentRead", false);
    } else {
      parameters.field("returnConsumedCapacity", "TOTAL");
    }
    return Call.onItems(caller, SCAN, table, parameters.endObject());
  }
}
