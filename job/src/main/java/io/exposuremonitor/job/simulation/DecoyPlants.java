package io.exposuremonitor.job.simulation;

/** Actors that touch decoys without a legitimate reason, and actors that have one. */
final class DecoyPlants {
  /** A decoy table. */
  static final String TABLE = "prod-customers-full-backup";

  /** A real table that contains a decoy item. */
  static final String BAITED = "prod-members";

  /** The role that maintains the decoys according to the policy. */
  static final String KEEPER = "prod-decoy-keeper-role";

  private static final String ID = "decoy.touched";
  private static final int BAIT = 4_711;

  private final Script script;
  private final Table decoy;
  private final Table baited;

  DecoyPlants(Script script) {
    this.script = script;
    decoy = script.newTable(23, TABLE);
    baited = baited(script);
  }

  /** The decoy item's key as the policy names it. */
  static String bait(Script script) {
    Table table = baited(script);
    return table.partitionKey() + '=' + table.partition(BAIT);
  }

  private static Table baited(Script script) {
    return script.newTable(23, BAITED);
  }

  void plant() {
    Caller curious = script.role(23, "prod-curious-role");
    script.call(script.at(9, 23, 5), TableCalls.getItem(curious, decoy, 1));
    script.attack(ID, "one item of a decoy table", curious, decoy);

    Caller refused = script.role(23, "prod-more-curious-role");
    script.call(script.at(11, 12, 15), TableCalls.scan(refused, decoy).denied());
    script.attack(ID, "a refused scan, on the sale day", refused, decoy);

    Caller batching = script.role(23, "prod-member-export-role");
    script.call(script.at(12, 3, 40), TableCalls.batchGet(batching, baited, BAIT - 50, 100));
    script.attack(ID, "a decoy item among a hundred in a batch", batching, baited);

    Caller querying = script.role(23, "prod-member-search-role");
    script.call(script.at(13, 3, 40), TableCalls.select(querying, baited, "\"status\"", BAIT));
    script.attack(ID, "a decoy item by PartiQL", querying, baited);

    innocent();
  }

  private void innocent() {
    Caller keeper = script.role(23, KEEPER);
    script.call(script.at(10, 9, 0), TableCalls.scan(keeper, decoy));
    script.twin(ID, "the role that maintains the decoys", keeper, decoy);

    Caller backup = AwsServices.backup(decoy.account());
    script.daily(4, 55, day -> ProtectionCalls.backup(backup, decoy));
    script.twin(ID, "AWS Backup, which copies every table", backup, decoy);

    Caller service = script.role(23, "prod-member-role");
    for (int i = 0; i < 20; i++) {
      int offset = i;
      script.daily(
          8, 2 * i, day -> TableCalls.getItem(service, baited, BAIT + 1 + 20 * day + offset));
    }
    script.twin(ID, "a service that reads neighbouring keys", service, baited);
  }
}
