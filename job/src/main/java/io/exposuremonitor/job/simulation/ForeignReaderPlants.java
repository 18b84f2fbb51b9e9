package io.exposuremonitor.job.simulation;

import java.time.Duration;

/** Foreign accounts that read tables, and accounts that may do so. */
final class ForeignReaderPlants {
  /** The account of a partner that may read according to the policy. */
  static final String PARTNER = "222233334444";

  private static final String FOREIGN_READER = "access.foreign-reader";
  private static final String STRANGER = "999988887777";

  private final Script script;

  ForeignReaderPlants(Script script) {
    this.script = script;
  }

  void plant() {
    Table scanned = script.newTable(9, "prod-prescriptions");
    Caller scanning = role(STRANGER, "foreign-loader-role");
    script.series(
        script.at(10, 13, 0),
        5,
        Duration.ofMinutes(11),
        i -> TableCalls.scanByArn(scanning, scanned).recordedBy(scanned.account()));
    script.attack(FOREIGN_READER, "five pages, by an unknown account", scanning, scanned);

    Table streamed = script.newStreamedTable(9, "prod-referrals");
    Caller following = role(STRANGER, "foreign-follower-role");
    script.call(
        script.at(12, 12, 0), StreamReads.open(following, streamed).recordedBy(streamed.account()));
    script.attack(
        FOREIGN_READER,
        "the table's changes, by an unknown account",
        following.id(),
        streamed.arn(),
        streamed.streamArn());

    Table shared = script.newTable(10, "prod-timetable");
    Caller ours = role(otherThan(shared.account()), "prod-timetable-reader");
    script.daily(10, 15, day -> TableCalls.scanByArn(ours, shared).recordedBy(shared.account()));
    script.twin(FOREIGN_READER, "the company's other account", ours, shared);

    Table published = script.newTable(10, "prod-catalogue");
    Caller partner = role(PARTNER, "partner-sync-role");
    script.daily(
        10, 25, day -> TableCalls.scanByArn(partner, published).recordedBy(published.account()));
    script.twin(FOREIGN_READER, "a partner that may read", partner, published);
  }

  private static Caller role(String account, String name) {
    return Caller.role(Caller.Kind.FUNCTION, account, name, 1, UserAgents.BOTO);
  }

  private static String otherThan(String account) {
    return Population.ACCOUNTS.stream()
        .filter(other -> !other.equals(account))
        .findFirst()
        .orElseThrow();
  }
}
