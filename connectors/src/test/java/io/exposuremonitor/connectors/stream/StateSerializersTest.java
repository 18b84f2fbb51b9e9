package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.DiscoveryPlan;
import io.exposuremonitor.connectors.shard.GapOutbox;
import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.LedgerEntry;
import io.exposuremonitor.connectors.shard.Position;
import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.shard.ShardProgress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** State of every released version can be read; the golden files are never changed. */
class StateSerializersTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final Shard CHILD =
      new Shard(
          "shardId-000000000002",
          List.of("shardId-000000000000", "shardId-000000000001"),
          new HashRange(BigInteger.ZERO, BigInteger.TEN.pow(30)),
          false);

  static final ShardSplit SPLIT =
      new ShardSplit(
          new ShardProgress(
              new ShardKey(ARN, "shardId-000000000000"),
              new Position.AfterSubSequence("4955", 3),
              1_700_000_000_123L,
              true,
              List.of(CHILD)));

  static final EnumeratorState STATE =
      new EnumeratorState(
          new DiscoveryPlan.State(
              true,
              List.of(
                  new DiscoveryPlan.PlannedStream(
                      ARN, true, 86_400_000, new Position.AtInstant(5), false))),
          List.of(
              entry(LedgerEntry.Status.UNASSIGNED, Position.Horizon.INSTANCE),
              entry(LedgerEntry.Status.ASSIGNED, new Position.AtInstant(7)),
              entry(LedgerEntry.Status.DRAINED, new Position.AfterSequence("4956")),
              entry(LedgerEntry.Status.FINISHED, new Position.AfterSubSequence("4957", 2))),
          List.of(
              new GapOutbox.Letter(
                  9, new CoverageGap(CoverageGap.Cause.STREAM_ENDED, ARN, "", 1, 2, "disabled"))));

  private static LedgerEntry entry(Shard shard, LedgerEntry.Status status) {
    return new LedgerEntry(ARN, shard, status, 3, Position.Horizon.INSTANCE, 11, 12, true, 13);
  }

  private static LedgerEntry entry(LedgerEntry.Status status, Position position) {
    return new LedgerEntry(ARN, CHILD, status, 3, position, 11, 12, true, 13);
  }

  @Test
  void readsSplitsOfVersion1() throws IOException {
    assertThat(golden(new ShardSplitSerializer(), "split-v1.bin", SPLIT)).isEqualTo(SPLIT);
  }

  @Test
  void readsEnumeratorStateOfVersion1() throws IOException {
    assertThat(new EnumeratorStateSerializer().deserialize(1, bytes("enumerator-v1.bin")))
        .isEqualTo(STATE);
  }

  @Test
  void readsEnumeratorStateOfVersion2() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>(STATE.entries());
    entries.add(entry(CHILD.startingAt("4950"), LedgerEntry.Status.FINISHED));
    EnumeratorState state = new EnumeratorState(STATE.plan(), entries, STATE.gaps());
    assertThat(golden(new EnumeratorStateSerializer(), "enumerator-v2.bin", state))
        .isEqualTo(state);
  }

  @Test
  void readsShardsWithoutHashKeysAndParents() throws IOException {
    Shard plain = new Shard("shardId-1", List.of(), null, true);
    ShardSplit split =
        new ShardSplit(
            new ShardProgress(
                new ShardKey(ARN, "x"), Position.Horizon.INSTANCE, 0, true, List.of(plain)));
    ShardSplitSerializer serializer = new ShardSplitSerializer();
    assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
  }

  @Test
  void rejectsUnknownVersion() {
    assertThatThrownBy(() -> new ShardSplitSerializer().deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void rejectsTrailingBytes() throws IOException {
    byte[] bytes = new ShardSplitSerializer().serialize(SPLIT);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> new ShardSplitSerializer().deserialize(1, longer))
        .hasMessageContaining("left over");
  }

  private static <E> E golden(SimpleVersionedSerializer<E> serializer, String file, E value)
      throws IOException {
    byte[] bytes = bytes(file);
    assertThat(serializer.serialize(value)).as("what is written now").isEqualTo(bytes);
    return serializer.deserialize(serializer.getVersion(), bytes);
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = StateSerializersTest.class.getResourceAsStream("golden/" + file)) {
      return in.readAllBytes();
    }
  }
}
