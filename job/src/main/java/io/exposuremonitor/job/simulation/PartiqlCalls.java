package io.exposuremonitor.job.simulation;

import java.util.SplittableRandom;

/** Ordinary PartiQL calls of services: always the same few statements, each with a key. */
final class PartiqlCalls {
  private static final Api EXECUTE_STATEMENT = Api.write("ExecuteStatement");

  private final Population population;
  private final SplittableRandom random;

  PartiqlCalls(Population population, SplittableRandom random) {
    this.population = population;
    this.random = random;
  }

  Call executeStatement() {
    Population.Service service = population.partiqlService(random);
    Table table = service.tables().get(0);
    String key = table.partition(Population.item(table, random));
    String where = "WHERE \"" + table.partitionKey() + "\" = '" + key + '\'';
    String statement =
        random.nextInt(10) == 0
            ? "UPDATE \"" + table.name() + "\" SET \"status\" = ***(Redacted) " + where
            : "SELECT * FROM \"" + table.name() + "\" " + where + " AND \"amount\" > ***(Redacted)";
    JsonText parameters = new JsonText().object().field("statement", statement).endObject();
    return Call.onItems(service.caller(), EXECUTE_STATEMENT, table, parameters);
  }
}
