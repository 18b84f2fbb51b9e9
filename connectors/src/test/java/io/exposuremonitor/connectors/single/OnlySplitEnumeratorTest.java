package io.exposuremonitor.connectors.single;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlySplitEnumeratorTest {
  private final MockSplitEnumeratorContext<OnlySplit> context = new MockSplitEnumeratorContext<>(2);
  private final OnlySplitEnumerator enumerator = new OnlySplitEnumerator(context, false);

  @BeforeEach
  void registerReaders() {
    context.registerReader(new ReaderInfo(0, "here"));
    context.registerReader(new ReaderInfo(1, "here"));
  }

  @AfterEach
  void close() throws Exception {
    context.close();
  }

  @Test
  void reassignsSplitWhenItsReaderIsLost() {
    enumerator.addReader(0);
    enumerator.addReader(1);
    assertThat(assignments()).hasSize(1);
    assertThat(enumerator.snapshotState(1)).isTrue();

    enumerator.addSplitsBack(List.of(OnlySplit.ALL), 0);
    assertThat(assignments()).hasSize(2);
    assertThat(assignments().get(1).assignment()).containsKey(1);
  }

  @Test
  void doesNotReassignSplitHeldInReaderCheckpoint() {
    enumerator.addReader(0);

    enumerator.addSplitsBack(List.of(), 0);
    enumerator.addReader(1);

    assertThat(assignments()).hasSize(1);
  }

  @Test
  void assignsSplitAfterRestartOnlyIfUnassigned() {
    new OnlySplitEnumerator(context, true).addReader(0);
    assertThat(assignments()).isEmpty();

    new OnlySplitEnumerator(context, false).addReader(0);
    assertThat(assignments()).hasSize(1);
  }

  @Test
  void checkpointStateRoundTrips() throws IOException {
    var splits = OnlySplit.SERIALIZER;
    var assigned = OnlySplitEnumerator.SERIALIZER;

    assertThat(splits.deserialize(1, splits.serialize(OnlySplit.ALL))).isEqualTo(OnlySplit.ALL);
    assertThat(assigned.deserialize(1, assigned.serialize(true))).isTrue();
    assertThat(assigned.deserialize(1, assigned.serialize(false))).isFalse();
  }

  private List<SplitsAssignment<OnlySplit>> assignments() {
    return context.getSplitsAssignmentSequence();
  }
}
