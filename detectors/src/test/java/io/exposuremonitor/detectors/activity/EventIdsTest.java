package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {
  private static final String SOME_UUID = "0123cdef-8901-4bcd-af01-23456789abcd";

  @Property
  void keepsAnyIds(@ForAll("ids") List<String> ids) {
    EventIds kept = EventIds.of(ids);

    assertThat(kept).isEqualTo(ids);
    assertThat(kept.uuids() != null).isEqualTo(ids.stream().allMatch(EventIdsTest::isUuid));
  }

  @Property
  void aColumnIsReused(@ForAll("ids") List<String> before, @ForAll("ids") List<String> ids) {
    EventIdColumn column = new EventIdColumn();
    set(column, before);
    column.clear();
    set(column, ids);
    int[] odd = IntStream.range(0, ids.size()).filter(i -> i % 2 == 1).toArray();

    assertThat(column.select(odd)).isEqualTo(IntStream.of(odd).mapToObj(ids::get).toList());
  }

  @Test
  void uuidsTakeSixteenBytes() {
    EventIds ids = EventIds.of(List.of(SOME_UUID));

    assertThat(ids.uuids()).containsExactly(0x0123cdef89014bcdL, 0xaf0123456789abcdL);
    assertThat(EventIds.ofUuids(new long[] {0x0123cdef89014bcdL, 0xaf0123456789abcdL}))
        .containsExactly(SOME_UUID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123CDEF-8901-4bcd-af01-23456789abcd",
        "0123cdeg-8901-4bcd-af01-23456789abcd",
        "0123cde:-8901-4bcd-af01-23456789abcd",
        "0123cde`-8901-4bcd-af01-23456789abcd",
        "0123cdeſ-8901-4bcd-af01-23456789abcd",
        "0123cdef08901-4bcd-af01-23456789abcd",
        "0123cdef-8901-4bcd-af01-23456789abc",
        "0123cdef-8901-4bcd-af01-23456789abcde",
        ""
      })
  void keepsTheTextOfWhatOnlyLooksLikeAUuid(String id) {
    EventIds ids = EventIds.of(List.of(SOME_UUID, id));

    assertThat(ids.uuids()).isNull();
    assertThat(ids).containsExactly(SOME_UUID, id);
  }

  private static void set(EventIdColumn column, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      column.set(i, ids.get(i));
    }
  }

  private static boolean isUuid(String id) {
    return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Provide
  static Arbitrary<List<String>> ids() {
    Arbitrary<String> uuids =
        Arbitraries.longs().tuple2().map(bits -> new UUID(bits.get1(), bits.get2()).toString());
    return Arbitraries.frequencyOf(
            Tuple.of(20, uuids),
            Tuple.of(1, uuids.map(id -> id.toUpperCase(Locale.ROOT))),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(40)))
        .list()
        .ofMaxSize(40);
  }
}
