package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardIdsTest {
  @ParameterizedTest
  @CsvSource({
    "shardId-00000001414576573621-f55eea83, 1414576573621",
    "shardId-1414576573621-f55eea83, 1414576573621",
    "shardId-00000000000000000001-f55eea83, 0",
    "shardId-00000001414576573621, 0",
    "shardId-000000000000, 0",
    "shardId-00014145765736210000-f55eea83, 0",
    "'', 0"
  })
  void readsCreationTime(String id, long time) {
    assertThat(ShardIds.createdAt(id)).isEqualTo(time);
  }
}
