package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.stream.StreamEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The operations on streams that only tests need: writing and resharding. */
interface KinesisStreams {
  /** Returns the ARN that a stream of this name has or would have. */
  String arn(String name);

  void create(String name, int shards);

  /** Puts data into the shard of its partition key; different data has different keys. */
  void put(String name, byte[] data);

  void split(String name, String shard);

  void merge(String name, String shard, String adjacent);

  KinesisService service(List<String> streams, StreamEvents events);

  default void put(String name, String text) {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
