package io.exposuremonitor.job.simulation;

/** Whoever touches what nobody has reason to touch, and whoever does for a reason. */
final class DecoyPlants {
  /** A table that nobody has reason to touch. */
  static final String TABLE = "prod-customers-full-backup";

  /** A table with one item that nobody has reason to touch. */
  static final String BAITED = "prod-members";

  /** Looks after the decoys, as the policy says. */
  static final String KEEPER = "prod-decoy-keeper-role";

  private static final String ID = "decoy.touched";
  private static final int BAIT = 4_711;

  private final Script script;
  private final Table decoy;
  private final Table baited;

  DecoyPlants(Script script) {
    this.script = script;
    decoy = script.own(23, TABLE.substring(5));
    baited = baited(script);
  }

  /** The decoy item, as the policy names it. */
  static String bait(Script script) {
    Table table = baited(script);
    return table.partitionKey() + '=' + table.partition(BAIT);
  }

  private static Table baited(Script script) {
    return script.own(23, BAITED.substring(5));
  }

  void plant() {
    Caller curious = script.role(23, "prod-curious-role");
    script.call(script.at(9, 23, 5), TableCalls.getItem(curious, decoy, 1));
    script.attack(ID, "one item", curious, decoy);

    Caller refused = script.role(23, "prod-more-curious-role");
    script.call(
        script.at(11, 12, 15),
        TableCalls.scan(refused, decoy).failing("AccessDeniedException", "not authorized"));
    script.attack(ID, "a scan that is refused, on the busiest day", refused, decoy);

    Caller batching = script.role(23, "prod-member-export-role");
    script.call(script.at(12, 3, 40), TableCalls.batchGet(batching, baited, BAIT - 50, 100));
    script.attack(ID, "a decoy item, as one of a hundred in a batch", batching, baited);

    Caller stating = script.role(23, "prod-member-search-role");
    script.call(script.at(13, 3, 40), TableCalls.select(stating, baited, "\"status\"", BAIT));
    script.attack(ID, "a decoy item, by PartiQL", stating, baited);

    innocent();
  }

  private void innocent() {
    Caller keeper = script.role(23, KEEPER);
    script.call(script.at(10, 9, 0), TableCalls.scan(keeper, decoy));
    script.twin(ID, "whoever looks after it", keeper, decoy);

    Caller backup =
        Caller.service(
            Caller.Kind.SERVICE_ROLE,
            decoy.account(),
            "AWSServiceRoleForBackup",
            "backup.amazonaws.com");
    script.daily(4, 55, day -> CopyPlants.backup(backup, decoy));
    script.twin(ID, "AWS Backup, which copies every table", backup, decoy);

    Caller service = script.role(23, "prod-member-role");
    for (int i = 0; i < 20; i++) {
      int of = i;
      script.daily(8, 2 * i, day -> TableCalls.getItem(service, baited, BAIT + 1 + 20 * day + of));
    }
    script.twin(ID, "a service, by its neighbours' keys", service, baited);
  }
}
