package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenObjectsTest {
  private final SeenObjects seen = new SeenObjects(Duration.ofMinutes(1), 3);

  private static ObjectRef object(String key, String version, String eTag) {
    return new ObjectRef("trail", key, version, eTag, -1);
  }

  @Test
  void recognizesRepeatedObject() {
    assertThat(seen.add(object("a", "v1", "e1"), 0)).isTrue();
    assertThat(seen.add(object("a", "v1", "e1"), 1)).isFalse();
    assertThat(seen.add(object("b", "v1", "e1"), 1)).isTrue();
  }

  @Test
  void distinguishesObjectsByContent() {
    seen.add(object("a", null, "e1"), 0);

    assertThat(seen.add(object("a", null, "e2"), 1)).isTrue();
    assertThat(seen.add(object("a", null, "e1"), 2)).isFalse();
  }

  @Test
  void matchesListedObjectWithItsNotification() {
    seen.add(object("a", null, "e1"), 0);

    assertThat(seen.add(object("a", "v1", "e1"), 1)).isFalse();
  }

  @Test
  void matchesTaglessAnnouncementWithAnyContent() {
    seen.add(object("a", null, "e1"), 0);
    assertThat(seen.add(ObjectRef.of("trail", "a"), 1)).isFalse();

    seen.add(ObjectRef.of("trail", "b"), 1);
    assertThat(seen.add(object("b", null, "e1"), 2)).isFalse();
  }

  @Test
  void distinguishesVersionsWithoutETags() {
    assertThat(seen.add(object("a", "v1", null), 0)).isTrue();
    assertThat(seen.add(object("a", "v2", null), 0)).isTrue();
    assertThat(seen.add(object("a", "v1", null), 0)).isFalse();
  }

  @Test
  void expiresOldEntries() {
    seen.add(object("a", null, "e1"), 0);

    assertThat(seen.expire(60_000)).isZero();
    assertThat(seen.add(object("a", null, "e1"), 60_000)).isFalse();
    assertThat(seen.expire(60_001)).isZero();
    assertThat(seen.entries()).isEmpty();
  }

  @Test
  void evictsAndCountsOldestEntriesAboveCapacity() {
    for (int i = 0; i < 5; i++) {
      seen.add(object("o" + i, null, "e"), i);
    }

    assertThat(seen.expire(5)).isEqualTo(4);
    assertThat(seen.add(object("o2", null, "e"), 5)).isFalse();
    assertThat(seen.add(object("o1", null, "e"), 5)).isTrue();
  }

  @Test
  void restoresEntries() {
    seen.add(object("a", null, "e1"), 0);
    SeenObjects restored = new SeenObjects(Duration.ofMinutes(1), 3);
    restored.restore(seen.entries());

    assertThat(restored.add(object("a", null, "e1"), 1)).isFalse();
    assertThat(restored.entries()).isEqualTo(seen.entries());
  }
}
