package io.exposuremonitor.job.simulation;

import java.time.Duration;
import java.util.List;

/** Unknown readers of change streams and their innocent twins. */
final class ConsumerPlants {
  /** A role that may read any stream according to the policy. */
  static final String LISTED = "prod-change-audit-role";

  /** Lease table of an application that the policy approves. */
  static final String APPLICATION = "prod-search-indexer";

  private static final String STREAM = "consumer.new-stream-reader";
  private static final String KINESIS = "consumer.new-kinesis-reader";
  private static final String CROWD = "consumer.too-many-readers";
  private static final String LEASES = "consumer.kcl-application";

  private final Script script;

  ConsumerPlants(Script script) {
    this.script = script;
  }

  void plant() {
    streamReaders();
    knownReaders();
    kinesisReaders();
    otherStream();
    applications();
    knownApplications();
    crowds();
    queues();
  }

  /** A table whose stream nobody reads in ordinary traffic. */
  private Table table(int service) {
    return script.service(service).tables().get(1);
  }

  /** A stream with one daily reader, and then unknown readers. */
  private void streamReaders() {
    Table table = table(11);
    Caller projection = script.role(11, "prod-projection-role");
    script.daily(3, 0, day -> StreamReads.open(projection, table));
    script.daily(3, 1, day -> StreamReads.records(projection, table));
    script.twin(STREAM, "a nightly projection", projection.id(), table.streamArn());

    Caller stranger = script.role(11, "prod-tapping-role");
    script.call(script.at(11, 14, 5), StreamReads.open(stranger, table));
    script.call(script.at(11, 14, 6), StreamReads.records(stranger, table));
    script.attack(STREAM, "two calls by an unknown role", stranger, table.streamArn());

    Caller handed = script.role(11, "intruder-with-an-iterator");
    script.call(
        script.at(12, 2, 6),
        StreamReads.records(handed, table).failing("LimitExceededException", "Rate exceeded"));
    script.attack(
        STREAM,
        "one throttled call, with an iterator opened by another actor",
        handed,
        table.streamArn());

    Caller function = AwsServices.lambda(table.account(), "prod-helper-role");
    script.call(script.at(10, 16, 0), StreamReads.records(function, table));
    script.attack(
        STREAM, "an unknown function, for which Lambda polls", function, table.streamArn());
  }

  private void knownReaders() {
    Table table = script.newStreamedTable(10, "prod-balances");
    Caller audit = script.role(10, LISTED);
    script.call(script.at(12, 9, 0), StreamReads.open(audit, table));
    script.call(script.at(12, 9, 1), StreamReads.records(audit, table));
    script.twin(STREAM, "a consumer listed in the policy", audit.id(), table.streamArn());

    Table renewed = script.newStreamedTable(12, "prod-alerts");
    Caller forwarder = script.role(12, "prod-forwarder-role", 3);
    String later = renewed.arn() + "/stream/2026-01-15T09:00:00.000";
    script.daily(
        13,
        20,
        day ->
            day < Fortnight.DEPLOYMENT_DAY
                ? StreamReads.records(forwarder, renewed)
                : StreamReads.records(forwarder, renewed, later));
    script.twin(
        STREAM,
        "a known reader after the stream was disabled and enabled again",
        forwarder.id(),
        later);
  }

  private void kinesisReaders() {
    Table table = table(13);
    String stream = kinesis(table);
    Caller owner = script.role(13, "prod-delivery-role");
    script.call(script.at(1, 9, 0), StreamReads.send(owner, table, stream));
    for (int day = 1; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 10, 0), StreamReads.kinesis(owner, table, stream));
    }
    script.twin(KINESIS, "a consumer that reads every day", owner.id(), stream);
    Caller stranger = script.role(13, "prod-draining-role");
    script.call(script.at(12, 2, 30), StreamReads.kinesis(stranger, table, stream));
    script.attack(KINESIS, "one call by an unknown role", stranger, stream);
    Caller pushed = script.role(13, "prod-reporting-role");
    script.call(script.at(11, 13, 30), StreamReads.subscribe(pushed, table, stream));
    script.attack(KINESIS, "enhanced fan-out, on the sale day", pushed, stream);

    Table later = script.newTable(14, "prod-transfers");
    String carrier = kinesis(later);
    Caller early = script.role(14, "prod-early-role");
    Caller sender = script.role(14, "prod-stream-owner-role");
    script.call(script.at(10, 17, 50), StreamReads.kinesis(early, later, carrier));
    script.call(script.at(10, 18, 0), StreamReads.send(sender, later, carrier));
    script.call(script.at(10, 18, 1), StreamReads.kinesis(early, later, carrier));
    script.attack(KINESIS, "reading before the stream carries the table's changes", early, carrier);
    script.attack(
        "consumer.kinesis-destination", "a stream that already has a reader", sender, later);
  }

  private void otherStream() {
    Table beside = table(13);
    String clicks =
        "arn:aws:kinesis:" + beside.region() + ':' + beside.account() + ":stream/clicks";
    Caller counter = script.role(13, "prod-click-counter-role");
    script.call(script.at(12, 10, 30), StreamReads.kinesis(counter, beside, clicks));
    script.twin(
        KINESIS, "a new reader of a stream that carries no table changes", counter.id(), clicks);
  }

  private static String kinesis(Table table) {
    return "arn:aws:kinesis:" + table.region() + ':' + table.account() + ":stream/" + table.name();
  }

  /**
   * An application of the Kinesis Client Library renews its leases daily, and scans them all of one
   * day; then unknown applications appear.
   */
  private void applications() {
    Table leases = leases("prod-indexer", "");
    Caller indexer = script.role(14, "prod-indexer-role");
    script.daily(12, 0, day -> StreamReads.renew(indexer, leases));
    script.twin(LEASES, "an indexer that runs every day", indexer, leases);
    script.series(
        script.at(12, 0, 0),
        4_000,
        Duration.ofSeconds(20),
        page -> TableCalls.scan(indexer, leases));
    script.twin("bulk-read.table-scan", "a worker that scans its leases all day", indexer, leases);
    Table strange = leases("prod-mirror", "");
    Caller stranger = script.role(14, "prod-mirroring-role");
    script.call(script.at(10, 4, 45), StreamReads.renew(stranger, strange));
    script.attack(LEASES, "one lease of an unknown application", stranger, strange);

    Table unsuspicious = leases("prod-feature-toggles", "");
    Caller hiding = script.role(14, "prod-indexer-role");
    script.call(script.at(12, 12, 1), StreamReads.take(hiding, unsuspicious));
    script.attack(
        LEASES,
        "an inconspicuous lease table, by a role that runs another application",
        hiding,
        unsuspicious);
  }

  private void knownApplications() {
    Table leases = leases(APPLICATION, "");
    Caller search = script.role(14, "prod-search-role");
    script.call(script.at(11, 8, 0), StreamReads.take(search, leases));
    script.twin(LEASES, "an application approved by the policy", search, leases);

    Table flats = leases("prod-flat-rentals", "tenant");
    Caller rentals = script.role(14, "prod-rentals-role");
    script.call(script.at(12, 8, 0), StreamReads.take(rentals, flats));
    script.twin(LEASES, "a table of rental leases, with a tenant in the key", rentals, flats);
  }

  private Table leases(String name, String sortKey) {
    Table beside = table(14);
    return new Table(
        beside.account(), beside.region(), name, "leaseKey", sortKey, List.of(), 8, false);
  }

  private void crowds() {
    Table table = table(15);
    for (int reader = 0; reader < 3; reader++) {
      Caller caller = script.role(15, "prod-copy-" + reader + "-role");
      int hour = 6 + reader;
      int minute = reader;
      for (int day = 0; day < Fortnight.DAYS; day++) {
        script.call(
            script.at(day, day == 13 ? 8 : hour, minute), StreamReads.records(caller, table));
      }
    }
    script.attack(CROWD, "three readers at once", table.account(), table.streamArn());

    Table replicated = script.newStreamedTable(16, "prod-global-profiles");
    Caller replication = AwsServices.replication(replicated.account());
    for (int reader = 0; reader < 2; reader++) {
      Caller caller = script.role(16, "prod-mirror-" + reader + "-role");
      int hour = 6 + reader;
      for (int day = 0; day < Fortnight.DAYS; day++) {
        script.call(
            script.at(day, day == 12 ? 9 : hour, reader), StreamReads.records(caller, replicated));
      }
    }
    script.daily(5, 0, day -> StreamReads.records(replication, replicated));
    script.attack(
        CROWD,
        "two readers of a table with replicas, which read it too",
        replicated.account(),
        replicated.streamArn());
  }

  /** As many readers as in {@link #crowds}, but never on the same shard at the same time. */
  private void queues() {
    Table turns = script.newStreamedTable(17, "prod-feeds");
    Table shards = script.newStreamedTable(18, "prod-events");
    Table workers = script.newStreamedTable(19, "prod-signals");
    Caller pool = script.role(19, "prod-worker-pool-role", 6);
    for (int reader = 0; reader < 3; reader++) {
      String name = "prod-feed-" + reader + "-role";
      Caller inTurn = script.role(17, name);
      Caller atShard = script.role(18, name);
      String shard = "shardId-0000000176380000000" + reader + "-1a2b3c4d";
      script.daily(7 + reader, 0, day -> StreamReads.records(inTurn, turns));
      script.daily(7, reader, day -> StreamReads.open(atShard, shards, shard));
      script.daily(7, reader, day -> StreamReads.records(pool, workers));
    }
    script.twin(CROWD, "three readers, one after the other", turns.account(), turns.streamArn());
    script.twin(
        CROWD, "three readers, each on its own shard", shards.account(), shards.streamArn());
    script.twin(CROWD, "three workers of one reader", workers.account(), workers.streamArn());
  }
}
