package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.stream.StreamEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tests do to streams that the production code never does: the writing half. */
interface KinesisStreams {
  /** ARN that a stream of this name has or would have. */
  String arn(String name);

  void create(String name, int shards);

  /** Puts data where its partition key hashes to; keys of different texts differ. */
  void put(String name, byte[] data);

  void split(String name, String shard);

  void merge(String name, String shard, String adjacent);

  KinesisService service(List<String> streams, StreamEvents events);

  default void put(String name, String text) {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
