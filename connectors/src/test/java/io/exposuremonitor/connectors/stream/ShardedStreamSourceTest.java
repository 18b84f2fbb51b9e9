package io.exposuremonitor.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.shard.AtLeastOnce;
import io.exposuremonitor.connectors.shard.LineageOrder;
import io.exposuremonitor.connectors.shard.NoReplayAfterCleanRestore;
import io.exposuremonitor.connectors.shard.ReadHistory;
import io.exposuremonitor.connectors.shard.ShardKey;
import io.exposuremonitor.connectors.stream.RunningJob.Watch;
import io.exposuremonitor.connectors.stream.ShardedStreamSettings.Start;
import io.exposuremonitor.connectors.stream.StreamException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole source in a mini cluster, over streams that change and fail. */
class ShardedStreamSourceTest {
  private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/trail";
  private static final String OTHER = "arn:aws:kinesis:eu-west-1:123456789012:stream/other";
  private static final ShardedStreamSettings FROM_HORIZON =
      RunningJob.fast(Start.horizon()).build();

  private final TestingStreams streams = new TestingStreams();

  @AfterEach
  void close() {
    streams.close();
  }

  @Test
  void followsShardSplitsAndMerges() throws Exception {
    streams.stream(ARN);
    ShardKey first = streams.shard(ARN, "a");
    streams.put(first, 25);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 2, 0)) {
      job.awaitRecords(25);
      ShardKey left = streams.shard(ARN, "b", "a");
      ShardKey right = streams.shard(ARN, "c", "a");
      streams.put(left, 12);
      streams.put(right, 12);
      ShardKey merged = streams.shard(ARN, "d", "b", "c");
      streams.put(merged, 12);
      job.awaitRecords(61);

      ReadHistory history = streams.history(job.reads());
      new AtLeastOnce().check(history);
      new LineageOrder().check(history);
    }
  }

  /** A thousand shards, each with its last thousand records, would fill the heap. */
  @Test
  void keepsNoRecordsOfShardsThatAreRead() throws Exception {
    streams.stream(ARN);
    for (int i = 0; i < 10; i++) {
      streams.put(streams.shard(ARN, "shard-" + i), 3);
    }
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      job.awaitRecords(30);

      job.await(
          "all records to be forgotten",
          () -> {
            System.gc();
            return job.watch().emitted.stream().allMatch(element -> element.refersTo(null));
          });
    }
  }

  @Test
  void findsChildrenNotNamedByTheLastRead() throws Exception {
    streams.stream(ARN);
    streams.namesChildren(false);
    streams.put(streams.shard(ARN, "a"), 5);
    streams.put(streams.shard(ARN, "b", "a"), 5);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 2, 0)) {
      job.awaitRecords(10);
      new LineageOrder().check(streams.history(job.reads()));
    }
  }

  @Test
  void losesNothingWhenTheJobFailsRepeatedly() throws Exception {
    streams.stream(ARN);
    ShardKey tip = streams.shard(ARN, "0");
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 2, 100)) {
      for (int generation = 1; generation <= 5; generation++) {
        streams.put(tip, 20);
        job.awaitRecords(generation * 40 - 20);
        job.failOnNextElement(0);
        job.failOnNextElement(1);
        streams.put(tip, 20);
        tip = streams.shard(ARN, String.valueOf(generation), tip.shard());
        job.awaitRecords(generation * 40);
      }
      ReadHistory history = streams.history(job.reads());
      new AtLeastOnce().check(history);
      new LineageOrder().check(history);
    }
  }

  @Test
  void resumesFromSavepointAfterRescalingAndResharding(@TempDir Path folder) throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    ShardKey other = streams.shard(ARN, "other");
    streams.put(a, 20);
    streams.put(other, 20);
    Watch watch = new Watch();
    String savepoint;
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 2, 0, watch)) {
      job.awaitRecords(40);
      savepoint = job.stop(folder);
    }
    streams.put(a, 5);
    streams.put(other, 5);
    ShardKey b = streams.shard(ARN, "b", "a");
    streams.put(b, 5);
    streams.put(streams.shard(ARN, "c", "a"), 5);
    streams.put(streams.shard(ARN, "d", "b"), 5);
    streams.put(streams.shard(ARN, "e", "b"), 5);
    for (int parallelism : new int[] {3, 1}) {
      try (RunningJob job =
          RunningJob.resume(streams, FROM_HORIZON, parallelism, watch, savepoint)) {
        job.awaitRecords(parallelism == 3 ? 70 : 75);
        savepoint = job.stop(folder);
      }
      streams.put(other, 5);
    }
    ReadHistory history = streams.history(TestingDecoder.reads(watch.elements));
    new LineageOrder().check(history);
    new NoReplayAfterCleanRestore().check(history);
  }

  @Test
  void restartsOnlyTheFailedRegion() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    ShardKey b = streams.shard(ARN, "b");
    streams.put(a, 10);
    streams.put(b, 10);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 2, 100)) {
      job.awaitRecords(20);
      for (int round = 1; round <= 3; round++) {
        job.failOnNextElement(0);
        streams.put(a, 10);
        streams.put(b, 10);
        job.awaitRecords(20 + 20 * round);
      }
      new AtLeastOnce().check(streams.history(job.reads()));
      assertThat(job.watch().starts.get(0)).hasValue(4);
      assertThat(job.watch().starts.get(1)).hasValue(1);
    }
  }

  @Test
  void reportsRecordsTrimmedBeforeTheRestoredJobReadThem() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.put(a, 5);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 100)) {
      job.awaitRecords(5);
      job.awaitCheckpoint();
      streams.failAlways(TestingStreams.readOf(a), Kind.THROTTLED);
      streams.put(a, 10);
      streams.trim(a, 12);
      ShardKey b = streams.shard(ARN, "b");
      job.failOnNextElement(0);
      streams.put(b, 1);
      job.awaitRecords(6);
      streams.heal(TestingStreams.readOf(a));

      job.awaitElement("GAP TRIMMED " + ARN + " a");
      job.awaitRecords(9);
    }
  }

  @Test
  void keepsStartPositionWhenItFailsBeforeTheFirstRecord() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    long start = System.currentTimeMillis();
    streams.put(a, 3, start - 1_000);
    Watch watch = new Watch();
    watch.failingStarts.set(3);
    ShardedStreamSettings settings = RunningJob.fast(Start.at(Instant.ofEpochMilli(start))).build();
    try (RunningJob job = RunningJob.start(streams, settings, 1, 100, watch)) {
      streams.put(a, 2, start);
      job.awaitRecords(2);

      assertThat(job.reads())
          .containsExactly(new ReadHistory.Read(a, 3), new ReadHistory.Read(a, 4));
      assertThat(watch.starts.get(0).get()).isEqualTo(4);
    }
  }

  @Test
  void reportsCodeAndStreamOfPermanentReadError() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.failAlways(TestingStreams.readOf(a), Kind.PERMANENT);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      assertThat(job.awaitFailure()).hasStackTraceContaining("ScriptedPERMANENT for " + ARN);
    }
  }

  @Test
  void reportsCodeAndStreamOfPermanentListingError() throws Exception {
    streams.stream(ARN);
    streams.failAlways(TestingStreams.listingOf(ARN), Kind.PERMANENT);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      assertThat(job.awaitFailure()).hasStackTraceContaining("ScriptedPERMANENT for " + ARN);
    }
  }

  @Test
  void survivesThrottlingAndExpiredIterators() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.failNext(TestingStreams.readOf(a), Kind.THROTTLED, 20);
    streams.failNext(TestingStreams.readOf(a), Kind.RETRYABLE, 5);
    streams.failNext(TestingStreams.listingOf(ARN), Kind.THROTTLED, 3);
    streams.expireIterator(a);
    streams.put(a, 30);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      job.awaitRecords(30);
      new AtLeastOnce().check(streams.history(job.reads()));
    }
  }

  @Test
  void reportsExpiredShardAndReadsItsChildren() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    streams.put(a, 5);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      job.awaitRecords(5);
      // In one step, else the shard may be read to its end before it is gone.
      synchronized (streams) {
        streams.put(streams.shard(ARN, "b", "a"), 5);
        streams.failNext(TestingStreams.readOf(a), Kind.GONE, 1);
      }
      job.awaitElement("GAP SHARD_GONE " + ARN + " a");
      job.awaitRecords(10);
    }
  }

  @Test
  void readsNewStreamsFromTheStartAndReportsEndedOnes() throws Exception {
    streams.stream(ARN);
    streams.put(streams.shard(ARN, "a"), 3);
    ShardedStreamSettings settings =
        RunningJob.fast(
                Start.at(Instant.EPOCH.plusSeconds(System.currentTimeMillis() / 1_000 - 60)))
            .build();
    try (RunningJob job = RunningJob.start(streams, settings, 1, 0)) {
      job.awaitRecords(3);
      streams.stream(OTHER);
      streams.put(streams.shard(OTHER, "x"), 4, 1_000);
      job.awaitRecords(7);
      streams.disable(OTHER);
      job.awaitElement("GAP STREAM_ENDED " + OTHER + " ");
      streams.delete(ARN);
      job.awaitElement("GAP STREAM_ENDED " + ARN + " ");
      job.awaitElement("GAP SHARD_GONE " + ARN + " a");
    }
  }

  @Test
  void advancesWatermarkPastSubtaskWithoutShards() throws Exception {
    streams.stream(ARN);
    ShardKey a = streams.shard(ARN, "a");
    long arrival = System.currentTimeMillis();
    try (RunningJob job = RunningJob.startJoined(streams, FROM_HORIZON)) {
      job.await(
          "the watermark",
          () -> {
            streams.put(a, 1, arrival);
            return job.watch().watermark >= arrival - 1;
          });
    }
  }

  @Test
  void splitsElementsIntoChunks() throws Exception {
    streams.stream(ARN);
    streams.put(streams.shard(ARN, "a"), 7);
    try (RunningJob job = RunningJob.start(streams, FROM_HORIZON, 1, 0)) {
      job.awaitRecords(7);
      assertThat(job.watch().elements)
          .isEqualTo(List.of(ARN + " a 0 1 2", ARN + " a 3 4 5", ARN + " a 6"));
    }
  }
}
