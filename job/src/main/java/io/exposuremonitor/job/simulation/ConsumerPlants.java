package io.exposuremonitor.job.simulation;

import java.util.List;

/** Readers of change streams that nobody knows, and their innocent twins. */
final class ConsumerPlants {
  /** May read any stream, as the policy says. */
  static final String LISTED = "prod-change-audit-role";

  /** Lease table of an application that the policy names. */
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

  /** A stream with a reader that reads every day, and then strangers. */
  private void streamReaders() {
    Table table = table(11);
    Caller projection = script.role(11, "prod-projection-role");
    script.daily(3, 0, day -> StreamReads.open(projection, table));
    script.daily(3, 1, day -> StreamReads.records(projection, table));
    script.twin(STREAM, "a projection, every night", projection.id(), table.streamArn());

    Caller stranger = script.role(11, "prod-tapping-role");
    script.call(script.at(11, 14, 5), StreamReads.open(stranger, table));
    script.call(script.at(11, 14, 6), StreamReads.records(stranger, table));
    script.attack(STREAM, "two calls", stranger, table.streamArn());

    Caller handed = script.role(11, "intruder-with-an-iterator");
    script.call(
        script.at(12, 2, 6),
        StreamReads.records(handed, table).failing("LimitExceededException", "Rate exceeded"));
    script.attack(
        STREAM,
        "one throttled call, with an iterator that another opened",
        handed,
        table.streamArn());

    Caller function =
        Caller.service(
            Caller.Kind.FUNCTION, table.account(), "prod-helper-role", "lambda.amazonaws.com");
    script.call(script.at(10, 16, 0), StreamReads.records(function, table));
    script.attack(STREAM, "a function that Lambda polls for", function, table.streamArn());
  }

  private void knownReaders() {
    Table table = script.ownStreamed(10, "balances");
    Caller audit = script.role(10, LISTED);
    script.call(script.at(12, 9, 0), StreamReads.open(audit, table));
    script.call(script.at(12, 9, 1), StreamReads.records(audit, table));
    script.twin(STREAM, "a consumer that the policy names", audit.id(), table.streamArn());

    Table renewed = script.ownStreamed(12, "alerts");
    Caller forwarder = script.role(12, "prod-forwarder-role", 3);
    String later = renewed.arn() + "/stream/2026-01-15T09:00:00.000";
    script.daily(
        13,
        20,
        day ->
            day < Fortnight.DEPLOYMENT_DAY
                ? StreamReads.records(forwarder, renewed)
                : StreamReads.records(forwarder, renewed, later));
    script.twin(STREAM, "the stream was switched off and on", forwarder.id(), later);
  }

  private void kinesisReaders() {
    Table table = table(13);
    String stream = kinesis(table);
    Caller owner = script.role(13, "prod-delivery-role");
    script.call(script.at(1, 9, 0), StreamReads.send(owner, table, stream));
    for (int day = 1; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 10, 0), StreamReads.kinesis(owner, table, stream));
    }
    script.twin(KINESIS, "its consumer, every day", owner.id(), stream);
    Caller stranger = script.role(13, "prod-draining-role");
    script.call(script.at(12, 2, 30), StreamReads.kinesis(stranger, table, stream));
    script.attack(KINESIS, "one call", stranger, stream);
    Caller pushed = script.role(13, "prod-reporting-role");
    script.call(script.at(11, 13, 30), StreamReads.subscribe(pushed, table, stream));
    script.attack(KINESIS, "by fan-out, on the busiest day", pushed, stream);

    Table later = script.own(14, "transfers");
    String carrier = kinesis(later);
    Caller early = script.role(14, "prod-early-role");
    Caller sender = script.role(14, "prod-stream-owner-role");
    script.call(script.at(10, 17, 50), StreamReads.kinesis(early, later, carrier));
    script.call(script.at(10, 18, 0), StreamReads.send(sender, later, carrier));
    script.call(script.at(10, 18, 1), StreamReads.kinesis(early, later, carrier));
    script.attack(KINESIS, "at a stream before the table's changes come", early, carrier);
    script.attack("consumer.kinesis-destination", "to a stream with a reader", sender, later);
  }

  private void otherStream() {
    Table beside = table(13);
    String clicks =
        "arn:aws:kinesis:" + beside.region() + ':' + beside.account() + ":stream/clicks";
    Caller counter = script.role(13, "prod-click-counter-role");
    script.call(script.at(12, 10, 30), StreamReads.kinesis(counter, beside, clicks));
    script.twin(KINESIS, "a new reader of a stream without changes", counter.id(), clicks);
  }

  private static String kinesis(Table table) {
    return "arn:aws:kinesis:" + table.region() + ':' + table.account() + ":stream/" + table.name();
  }

  /** The Kinesis Client Library renews leases all day; then somebody else's does. */
  private void applications() {
    Table leases = leases("prod-indexer", "");
    Caller indexer = script.role(14, "prod-indexer-role");
    script.daily(12, 0, day -> StreamReads.renew(indexer, leases));
    script.twin(LEASES, "an indexer, every day", indexer, leases);
    Table strange = leases("prod-mirror", "");
    Caller stranger = script.role(14, "prod-mirroring-role");
    script.call(script.at(10, 4, 45), StreamReads.renew(stranger, strange));
    script.attack(LEASES, "one lease", stranger, strange);

    Table unsuspicious = leases("prod-feature-toggles", "");
    Caller hiding = script.role(14, "prod-indexer-role");
    script.call(script.at(12, 12, 1), StreamReads.take(hiding, unsuspicious));
    script.attack(LEASES, "by a role that runs another, under a plain name", hiding, unsuspicious);
  }

  private void knownApplications() {
    Table leases = leases(APPLICATION, "");
    Caller search = script.role(14, "prod-search-role");
    script.call(script.at(11, 8, 0), StreamReads.take(search, leases));
    script.twin(LEASES, "an application that the policy names", search, leases);

    Table flats = leases("prod-flat-rentals", "tenant");
    Caller rentals = script.role(14, "prod-rentals-role");
    script.call(script.at(12, 8, 0), StreamReads.take(rentals, flats));
    script.twin(LEASES, "leases of flats, with a tenant in the key", rentals, flats);
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
    script.attack(CROWD, "three at once", table.account(), table.streamArn());

    Table replicated = script.ownStreamed(16, "global-profiles");
    Caller replication =
        Caller.service(
            Caller.Kind.SERVICE_ROLE,
            replicated.account(),
            "AWSServiceRoleForDynamoDBReplication",
            "replication.dynamodb.amazonaws.com");
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
        CROWD, "two, where replicas take a place", replicated.account(), replicated.streamArn());
  }

  /** As many readers, but not at the same shard at the same time. */
  private void queues() {
    Table turns = script.ownStreamed(17, "feeds");
    Table shards = script.ownStreamed(18, "events");
    Table workers = script.ownStreamed(19, "signals");
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
    script.twin(CROWD, "three, one after the other", turns.account(), turns.streamArn());
    script.twin(CROWD, "three, each at its shard", shards.account(), shards.streamArn());
    script.twin(CROWD, "three workers of one reader", workers.account(), workers.streamArn());
  }
}
