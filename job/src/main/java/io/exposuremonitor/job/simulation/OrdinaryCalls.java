package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** The sequence of calls of an ordinary day. */
final class OrdinaryCalls {
  private final SplittableRandom random;
  private final ItemCalls items;
  private final PartiqlCalls partiql;
  private final ScanCalls scans;
  private final StreamCalls streams;
  private final ManagementCalls management;

  OrdinaryCalls(Population population, SplittableRandom random) {
    this.random = random;
    items = new ItemCalls(population, random);
    partiql = new PartiqlCalls(population, random);
    scans = new ScanCalls(population, random);
    streams = new StreamCalls(population, random);
    management = new ManagementCalls(population, random);
  }

  Call next(long time) {
    return switch (Mix.draw(random)) {
      case GET_ITEM -> items.getItem();
      case QUERY -> items.query();
      case BATCH_GET_ITEM -> items.batchGetItem();
      case PUT_ITEM -> items.putItem();
      case UPDATE_ITEM -> items.updateItem();
      case DELETE_ITEM -> items.deleteItem();
      case BATCH_WRITE_ITEM -> items.batchWriteItem();
      case TRANSACTION -> items.transaction();
      case SCAN -> scans.at(time);
      case EXECUTE_STATEMENT -> partiql.executeStatement();
      case TABLE_STREAM -> streams.tableStream();
      case KINESIS_STREAM -> streams.kinesisStream();
      case ELSEWHERE -> management.elsewhere();
      case MANAGEMENT -> management.look(officeHours(time));
    };
  }

  private static boolean officeHours(long time) {
    return ScanCalls.officeHours(Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).getHour());
  }
}
