package io.exposuremonitor.connectors.dynamodbstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exposuremonitor.connectors.shard.Shard;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.StreamException;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import io.exposuremonitor.connectors.stream.StreamService.ShardPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShardListerTest {
  private final FakeStreams fake = new FakeStreams();
  private final ShardLister lister = new ShardLister(fake);
  private String stream;

  @BeforeEach
  void createTable() {
    fake.create("ledger", true, Map.of());
    stream = fake.describeTable("ledger").latestStreamArn();
  }

  @Test
  void pagesTenThousandShardsAndRetriesFailedPage() throws StreamException {
    for (int i = 1; i < 10_000; i++) {
      fake.addShard(stream, null);
    }
    var ids = new ArrayList<String>();
    String next = null;
    int failed = 0;
    do {
      if (ids.size() == 5_000 && failed == 0) {
        fake.fail("describeStream", 1, () -> Failures.code("InternalServerError", 500));
      }
      try {
        ShardPage page = lister.page(stream, next);
        page.shards().forEach(shard -> ids.add(shard.id()));
        next = page.next();
      } catch (StreamException e) {
        failed++;
      }
    } while (next != null);

    assertThat(ids).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(failed).isEqualTo(1);
    assertThat(fake.calls("describeStream")).isEqualTo(101);
  }

  @Test
  void treatsShardsOfDisabledStreamAsClosed() throws StreamException {
    fake.roll();
    fake.forgetsShardEnds = true;
    fake.stream("ledger", false);

    assertThat(lister.page(stream, null).shards())
        .extracting(Shard::closed)
        .containsExactly(true, true);
  }

  @ParameterizedTest
  @EnumSource(FakeStreams.Filter.class)
  void findsChildrenHoweverEndpointAppliesFilter(FakeStreams.Filter filter) throws StreamException {
    fake.filter = filter;
    fake.pageSize = 2;
    var parent = fake.addShard(stream, null);
    var other = fake.addShard(stream, null);
    var left = fake.addShard(stream, parent.id);
    fake.addShard(stream, other.id);
    var right = fake.addShard(stream, parent.id);

    var children = lister.children(new ShardKey(stream, parent.id));

    assertThat(children.live()).isTrue();
    assertThat(children.shards()).extracting(Shard::id).containsExactly(left.id, right.id);
    assertThat(children.shards()).allMatch(child -> child.parents().equals(List.of(parent.id)));
  }

  @Test
  void needsOneCallIfFilterIsHonoured() throws StreamException {
    fake.roll();
    fake.pageSize = 1;

    lister.children(new ShardKey(stream, "shardId-00000"));

    assertThat(fake.calls("describeStream")).isEqualTo(1);
  }

  @Test
  void shardIsOverOnceItHasChildrenOrItsStreamEnds() throws StreamException {
    var first = new ShardKey(stream, "shardId-00000");
    assertThat(lister.isOver(first)).isFalse();
    fake.roll();
    assertThat(lister.isOver(first)).isTrue();
    var open = new ShardKey(stream, "shardId-00001");
    assertThat(lister.isOver(open)).isFalse();
    fake.stream("ledger", false);
    assertThat(lister.isOver(open)).isTrue();
    assertThat(lister.isOver(new ShardKey("arn:none", "shardId-00000"))).isTrue();

    fake.fail("describeStream", 1, () -> Failures.code("AccessDeniedException", 400));
    assertThatExceptionOfType(StreamException.class)
        .isThrownBy(() -> lister.isOver(open))
        .matches(e -> e.kind() == Kind.DENIED);
  }
}
