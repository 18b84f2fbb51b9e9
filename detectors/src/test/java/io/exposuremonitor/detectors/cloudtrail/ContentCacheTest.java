package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContentCacheTest {
  private static final int LONGEST = 300;
  private static final String LONG = "{\"arn\":\"" + "a".repeat(230) + "\"}";

  private final AtomicInteger readings = new AtomicInteger();

  @Test
  void readsEachOfTwoContentsOfASlotOnce() {
    ContentCache<String> cache = cache(1);

    for (int round = 0; round < 10; round++) {
      assertThat(get(cache, "web")).isEqualTo("web");
      assertThat(get(cache, "batch")).isEqualTo("batch");
    }

    assertThat(readings).hasValue(2);
  }

  @Test
  void returnsTheRightObjectAfterEviction() {
    ContentCache<String> cache = cache(3);

    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 500; i++) {
        assertThat(get(cache, "role-" + i)).isEqualTo("role-" + i);
      }
    }
  }

  @Test
  void doesNotCacheContentOverTheLimit() {
    ContentCache<String> cache = cache(3);
    String content = "a".repeat(LONGEST + 1);

    assertThat(get(cache, content)).isEqualTo(content);
    assertThat(get(cache, content)).isEqualTo(content);

    assertThat(readings).hasValue(2);
  }

  @Test
  void findsEntryOnlyIfItsWholeContentFollows() {
    ContentCache<String> cache = cache(3);
    get(cache, LONG);
    byte[] more = bytes("  " + LONG + ",\"eventTime\"");

    ContentCache.Entry<String> known = cache.startingAt(more, 2, more.length);

    assertThat(known).isNotNull();
    assertThat(known.value()).isEqualTo(LONG);
    assertThat(known.length()).isEqualTo(LONG.length());
    assertThat(cache.startingAt(more, 2, LONG.length() + 1)).as("cut short").isNull();
    assertThat(cache.startingAt(bytes(LONG.replace("\"}", "b}")), 0, LONG.length())).isNull();
  }

  private ContentCache<String> cache(int bits) {
    return new ContentCache<>(
        bits,
        LONGEST,
        (bytes, from, to) -> {
          readings.incrementAndGet();
          return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        });
  }

  private static String get(ContentCache<String> cache, String content) {
    byte[] around = bytes("[" + content + "]");
    return cache.get(around, 1, around.length - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
