package io.exposuremonitor.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.Shard;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;

class KinesisShardsTest {
  private static final HashKeyRange KEYS =
      HashKeyRange.builder().startingHashKey("7").endingHashKey("9").build();
  private static final HashRange RANGE =
      new HashRange(BigInteger.valueOf(7), BigInteger.valueOf(9));

  /** Without the first sequence number, a stream that was created again counts as read. */
  @Test
  void keepsLineageHashKeysAndFirstSequenceNumber() {
    var merged =
        software.amazon.awssdk.services.kinesis.model.Shard.builder()
            .shardId("m")
            .parentShardId("a")
            .adjacentParentShardId("b")
            .hashKeyRange(KEYS)
            .sequenceNumberRange(range -> range.startingSequenceNumber("100"))
            .build();
    assertThat(KinesisShards.listed(merged))
        .isEqualTo(new Shard("m", List.of("a", "b"), RANGE, false, "100"));
    assertThat(
            KinesisShards.listed(
                merged.toBuilder()
                    .adjacentParentShardId("")
                    .sequenceNumberRange(
                        range -> range.startingSequenceNumber("100").endingSequenceNumber("200"))
                    .build()))
        .isEqualTo(new Shard("m", List.of("a"), RANGE, true, "100"));
  }

  @Test
  void keepsBothParentsOfANamedChild() {
    var child = ChildShard.builder().shardId("m").parentShards("a", "b").hashKeyRange(KEYS).build();

    assertThat(KinesisShards.children(List.of(child)))
        .containsExactly(new Shard("m", List.of("a", "b"), RANGE, false));
  }
}
