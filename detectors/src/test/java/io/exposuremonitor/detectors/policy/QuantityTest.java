package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  private static final ValueType<Long> COUNT = Quantities.count(0, Long.MAX_VALUE);
  private static final ValueType<Duration> DURATION =
      Quantities.duration(Duration.ZERO, Duration.ofDays(100_000));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1_000_000, 1000000",
    "2M, 2000000",
    "1.5k, 1500",
    "200 k, 200000",
    "3G, 3000000000",
  })
  void readsCounts(String text, long expected) {
    assertThat(parse(COUNT, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "12 GiB, 12884901888",
    "12GiB, 12884901888",
    "500 MB, 500000000",
    "1.5 TB, 1500000000000",
    "1 kB, 1000",
    "1 KB, 1000",
    "1 KiB, 1024",
    "9223372036854775807, 9223372036854775807",
  })
  void readsSizes(String text, long expected) {
    assertThat(parse(Quantities.SIZE, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "15m, PT15M", "6h, PT6H", "7d, P7D", "0s, PT0S", "1.5h, PT90M"})
  void readsDurations(String text, Duration expected) {
    assertThat(parse(DURATION, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"50, 50", "50%, 50", "0, 0", "100 %, 100"})
  void readsPercentages(String text, long expected) {
    assertThat(parse(Quantities.PERCENT, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "1e6", "0x10", "1 M B", "--1", "_1", "12 zz", "99999999999999999999"})
  void rejectsInvalidCounts(String text) {
    assertThat(parse(COUNT, text)).isNull();
  }

  @Property
  void readsBackWhatItWrites(@ForAll @LongRange(min = 0) long value) {
    assertThat(parse(COUNT, COUNT.writer().apply(value))).isEqualTo(value);
    assertThat(parse(Quantities.SIZE, Quantities.SIZE.writer().apply(value))).isEqualTo(value);
    Duration duration = Duration.ofSeconds(value % 8_000_000_000L);
    assertThat(parse(DURATION, DURATION.writer().apply(duration))).isEqualTo(duration);
  }

  private static <T> T parse(ValueType<T> type, String text) {
    Problems problems = new Problems();
    T value = type.parser().parse(new Scalar(text, false), problems.at(1, 1, "key"));
    assertThat(value == null).isEqualTo(problems.haveErrors());
    return value;
  }
}
