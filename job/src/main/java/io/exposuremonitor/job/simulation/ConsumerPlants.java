package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.util.List;

/** Readers of change streams that nobody knows, and their innocent twins. */
final class ConsumerPlants {
  private final Script script;

  ConsumerPlants(Script script) {
    this.script = script;
  }

  void plant() {
    streamReader();
    kinesisReader();
    application();
    crowd();
  }

  /** A table whose stream nobody reads in ordinary traffic. */
  private Table table(int service) {
    return script.service(service).tables().get(1);
  }

  /** A stream with a reader that reads every day, and then a stranger. */
  private void streamReader() {
    Table table = table(11);
    Caller projection = script.role(11, "prod-projection-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 3, 0), StreamReads.open(projection, table));
      script.call(script.at(day, 3, 1), StreamReads.records(projection, table));
    }
    script.twin(
        "consumer.new-stream-reader",
        "a projection, every night",
        projection.id(),
        table.streamArn());
    Caller stranger = script.role(11, "prod-tapping-role");
    script.call(script.at(11, 14, 5), StreamReads.open(stranger, table));
    script.call(script.at(11, 14, 6), StreamReads.records(stranger, table));
    script.attack("consumer.new-stream-reader", "two calls", stranger, table.streamArn());
  }

  private void kinesisReader() {
    Table table = table(13);
    String stream =
        "arn:aws:kinesis:" + table.region() + ':' + table.account() + ":stream/" + table.name();
    Caller owner = script.role(13, "prod-delivery-role");
    script.call(script.at(1, 9, 0), StreamReads.send(owner, table, stream));
    for (int day = 1; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 10, 0), StreamReads.kinesis(owner, table, stream));
    }
    script.twin("consumer.new-kinesis-reader", "its consumer, every day", owner.id(), stream);
    Caller stranger = script.role(13, "prod-draining-role");
    script.call(script.at(12, 2, 30), StreamReads.kinesis(stranger, table, stream));
    script.attack("consumer.new-kinesis-reader", "one call", stranger, stream);
  }

  /** The Kinesis Client Library renews leases all day; then somebody else's does. */
  private void application() {
    Table leases = leases("prod-indexer");
    Caller indexer = script.role(14, "prod-indexer-role");
    for (int day = 0; day < Fortnight.DAYS; day++) {
      script.call(script.at(day, 12, 0), StreamReads.renew(indexer, leases));
    }
    script.twin("consumer.kcl-application", "an indexer, every day", indexer.id(), leases.arn());
    Table strange = leases("prod-mirror");
    Caller stranger = script.role(14, "prod-mirroring-role");
    script.call(script.at(10, 4, 45), StreamReads.renew(stranger, strange));
    script.attack("consumer.kcl-application", "one lease", stranger, strange.arn());
  }

  private Table leases(String name) {
    Table beside = table(14);
    return new Table(beside.account(), beside.region(), name, "leaseKey", "", List.of(), 8, false);
  }

  /** Three known readers, at the same time for once. */
  private void crowd() {
    Table table = table(15);
    for (int reader = 0; reader < 3; reader++) {
      Caller caller = script.role(15, "prod-copy-" + reader + "-role");
      for (int day = 0; day < Fortnight.DAYS; day++) {
        Instant time = script.at(day, day == 13 ? 8 : 6 + reader, reader);
        script.call(time, StreamReads.records(caller, table));
      }
    }
    script.attack("consumer.too-many-readers", "three at once", table.account(), table.streamArn());
  }
}
