package io.exposuremonitor.job.simulation;

import java.time.Instant;

/** What tables hold and lose: told by their streams, and by the calls that delete. */
final class ContentPlants {
  private static final int DAYS = Fortnight.DAYS;

  private final Script script;

  ContentPlants(Script script) {
    this.script = script;
  }

  void plant() {
    contents();
    deletions();
    expiries();
  }

  private void contents() {
    Table tickets = script.table(6);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < 60; i++) {
        String mail = "person-%d@example.com".formatted(60 * day + i);
        write(script.at(day, 8, i), tickets, 60 * day + i, "contact", mail);
      }
    }
    for (int i = 0; i < 40; i++) {
      String note = "pays with 4111 1111 1111 1111, no. " + i;
      write(script.at(10, 12, i), tickets, 5_000 + i, "note", note);
    }
    script.attack(
        "sensitive-data.new-class", "payment cards in a note", tickets.account(), tickets.arn());
    String secret = "AKIA" + Hash.identifier(Hash.of("secret", 1));
    write(script.at(12, 15, 3), tickets, 6_000, "config", secret);
    script.attack("sensitive-data.secret", "one access key", tickets.account(), tickets.arn());
    script.twin(
        "sensitive-data.new-class", "addresses, as ever", tickets.account(), script.table(9).arn());
  }

  private void deletions() {
    Table lost = script.table(3);
    for (int i = 0; i < 1_600; i++) {
      Instant time = script.at(11, 21, 0).plusMillis(150L * i);
      remove(time, lost, i, false);
    }
    script.attack("destruction.mass-delete", "told by the stream", lost.account(), lost.arn());

    Table called = script.table(15);
    Caller destroyer = script.role(15, "intruder-destroying");
    for (int batch = 0; batch < 60; batch++) {
      Instant time = script.at(12, 19, 0).plusSeconds(4L * batch);
      script.call(time, TableCalls.batchDelete(destroyer, called, 25 * batch, 25));
    }
    script.attack("destruction.mass-delete", "told by the calls", destroyer, called.arn());

    Table swept = script.table(10);
    Caller janitor = script.role(10, "prod-clean-up-role");
    for (int day = 0; day < DAYS; day++) {
      for (int batch = 0; batch < 36; batch++) {
        Instant time = script.at(day, 4, 0).plusSeconds(3L * batch);
        int first = 36 * 25 * day + 25 * batch;
        script.call(time, TableCalls.batchDelete(janitor, swept, first, 25));
      }
    }
    script.twin("destruction.mass-delete", "nightly clean-up", janitor.id(), swept.arn());
  }

  private void expiries() {
    Table expiring = script.table(12);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < 1_500; i++) {
        remove(script.at(day, 6, 0).plusMillis(200L * i), expiring, 1_500 * day + i, true);
      }
    }
    script.twin(
        "destruction.ttl-abuse", "items expire, as ever", expiring.account(), expiring.arn());

    Table abused = script.table(18);
    Caller setter = script.role(18, "prod-time-to-live-role");
    JsonText parameters = new JsonText().object().field("tableName", abused.name());
    parameters.object("timeToLiveSpecification").field("enabled", true);
    parameters.field("attributeName", "expiresAt").endObject().endObject();
    script.call(
        script.at(10, 18, 0),
        Call.onItems(setter, Api.change("UpdateTimeToLive"), abused, parameters));
    for (int i = 0; i < 1_600; i++) {
      remove(script.at(11, 2, 0).plusMillis(150L * i), abused, i, true);
    }
    script.attack("destruction.ttl-abuse", "switched on, then expired", setter, abused.arn());
  }

  private void write(Instant time, Table table, int item, String attribute, String value) {
    script.change(new ChangeRecord(time, table, "INSERT", item, attribute, value, false));
  }

  private void remove(Instant time, Table table, int item, boolean expired) {
    script.change(new ChangeRecord(time, table, "REMOVE", item, "status", "open", expired));
  }
}
