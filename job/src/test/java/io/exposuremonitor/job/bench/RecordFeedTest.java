package io.exposuremonitor.job.bench;

import static io.exposuremonitor.job.bench.TestRecords.CORPUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFeedTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void distributesEveryRoundAmongReaders(int readers) {
    List<String> taken = new ArrayList<>();
    try (RecordFeed feed = new RecordFeed(CORPUS, readers)) {
      for (int i = 0; i < 2 * CORPUS.size(); i++) {
        RecordFeed.Reader reader = feed.reader(i % readers);
        assertThat(reader.next()).isTrue();
        taken.add(new String(reader.buffer(), 0, reader.length(), StandardCharsets.UTF_8));
      }
      assertThat(feed.taken()).isEqualTo(2L * CORPUS.size());
    }

    List<String> expected = new ArrayList<>();
    byte[] buffer = new byte[CORPUS.longest()];
    for (int i = 0; i < 2 * CORPUS.size(); i++) {
      int length = CORPUS.copy(i % CORPUS.size(), i / CORPUS.size(), buffer);
      expected.add(new String(buffer, 0, length, StandardCharsets.UTF_8));
    }
    assertThat(taken).isEqualTo(expected);
  }

  @Test
  void livePaceStampsRecordsWithCurrentSecond() {
    AtomicLong nanos = new AtomicLong(7);
    try (RecordFeed feed = new RecordFeed(CORPUS, 2, Pace.live(nanos::get))) {
      assertThat(second(feed.reader(0))).isEqualTo(CORPUS.second(0, 0));
      for (int i = 0; i < CORPUS.size(); i++) {
        assertThat(second(feed.reader(1))).isEqualTo(CORPUS.second(0, 0));
      }
      nanos.addAndGet(3_999_999_999L);
      assertThat(second(feed.reader(0))).isEqualTo(CORPUS.second(0, 0) + 3);
    }
  }

  private static long second(RecordFeed.Reader reader) {
    assertThat(reader.next()).isTrue();
    String json = new String(reader.buffer(), 0, reader.length(), StandardCharsets.UTF_8);
    Matcher time = Pattern.compile("\"eventTime\":\"([^\"]+)\"").matcher(json);
    assertThat(time.find()).isTrue();
    return Instant.parse(time.group(1)).getEpochSecond();
  }

  @Test
  void stopEndsEveryReader() {
    try (RecordFeed feed = new RecordFeed(CORPUS, 2)) {
      feed.stop();

      assertThat(feed.reader(0).next()).isFalse();
      assertThat(feed.reader(1).next()).isFalse();
      assertThat(feed.taken()).isZero();
    }
  }

  @Test
  @Timeout(60)
  void pauseBlocksReaders() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RecordFeed feed = new RecordFeed(CORPUS, 1)) {
      feed.pause();
      Future<Boolean> resumed = thread.submit(() -> feed.reader(0).next());
      assertThatThrownBy(() -> resumed.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      feed.resume();
      assertThat(resumed.get()).isTrue();

      feed.pause();
      Future<Boolean> stopped = thread.submit(() -> feed.reader(0).next());
      feed.stop();
      feed.resume();
      assertThat(stopped.get()).isFalse();
      assertThat(feed.isStopped()).isTrue();
      assertThat(feed.taken()).isOne();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void isFoundByIdWhileOpen() {
    RecordFeed feed = new RecordFeed(CORPUS, 1);

    assertThat(RecordFeed.find(feed.id())).isSameAs(feed);
    feed.close();
    assertThatThrownBy(() -> RecordFeed.find(feed.id()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
