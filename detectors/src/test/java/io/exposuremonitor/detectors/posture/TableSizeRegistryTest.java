package io.exposuremonitor.detectors.posture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableSizeRegistryTest {
  private final TableSizeRegistry book = new TableSizeRegistry();

  @Test
  void publishesNewTable() {
    assertThat(book.hasChanged()).isFalse();
    assertThat(book.look(size("orders", 1, 1_000, 10))).isTrue();
    assertThat(book.published()).containsExactly(size("orders", 1, 1_000, 10));
    assertThat(book.hasChanged()).isFalse();
  }

  @Test
  void publishesOnlySizeChangesAboveTenPercent() {
    book.look(size("orders", 1, 1_000, 10));
    book.published();

    assertThat(book.look(size("orders", 2, 1_100, 11))).isFalse();
    assertThat(book.look(size("orders", 3, 1_101, 11)))
        .as("compared with the published size")
        .isTrue();
    assertThat(book.look(size("orders", 4, 1_000, 8))).isTrue();
    assertThat(book.published()).containsExactly(size("orders", 4, 1_000, 8));
  }

  @Test
  void publishesEmptyTableThatFills() {
    book.look(size("orders", 1, 0, 0));
    book.published();

    assertThat(book.look(size("orders", 2, 0, 0))).isFalse();
    assertThat(book.look(size("orders", 3, 1, 1))).isTrue();
  }

  @Test
  void ignoresOlderSnapshot() {
    book.look(size("orders", 5, 1_000, 10));
    book.published();

    assertThat(book.look(size("orders", 4, 9_000, 90))).isFalse();
    assertThat(book.known()).containsExactly(size("orders", 5, 1_000, 10));
  }

  @Test
  void expiresTablesNotSeenForAWeek() {
    book.look(size("gone", 0, 1_000, 10));
    book.look(size("orders", 1, 1_000, 10));
    book.published();

    book.forget(TableSizeRegistry.MEMORY_MILLIS);
    assertThat(book.hasChanged()).isFalse();
    book.forget(TableSizeRegistry.MEMORY_MILLIS + 1);
    assertThat(book.hasChanged()).isTrue();
    assertThat(book.published()).containsExactly(size("orders", 1, 1_000, 10));
  }

  private static TableSize size(String table, long time, long bytes, long items) {
    return new TableSize(table, time, bytes, items, false);
  }
}
