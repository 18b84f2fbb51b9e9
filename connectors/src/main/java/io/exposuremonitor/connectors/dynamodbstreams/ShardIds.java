package io.exposuremonitor.connectors.dynamodbstreams;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ids of shards, such as {@code shardId-00000001796068800000-0c1b2a3d}: the number is the
 * time of the shard's creation. The service does not document it, but AWS's own adapter for the
 * Kinesis Client Library relies on it ({@code KinesisMapperUtil.getShardCreationTime}).
 */
final class ShardIds {
  private static final Pattern ID = Pattern.compile("shardId-0*([1-9][0-9]{12})-\\w+");

  private ShardIds() {}

  /** When a shard was created, epoch milliseconds; 0 when its id does not tell. */
  static long createdAt(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
