package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownTimersTest {
  @Test
  void neverReportsUnregisteredTimerAsKnown() {
    KnownTimers timers = new KnownTimers();
    Set<String> registered = new HashSet<>();
    Random random = new Random(5);
    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      String key = "key-" + random.nextInt(100);
      // Far apart, so that times of one key share an entry, too.
      long time = (1 + random.nextInt(100)) * 61_000_003L;
      if (!timers.add(key, time)) {
        known++;
        assertThat(registered.contains(key + time)).as(key + time).isTrue();
      }
      registered.add(key + time);
    }
    assertThat(known).isPositive();
  }
}
