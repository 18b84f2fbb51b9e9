package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.Images;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ItemChangeCountsTest {
  @Test
  void countsByTableAndKind() {
    ItemChangeCounts counts =
        ItemChangeCounts.NONE.plus(
            List.of(
                change("orders", ChangeKind.INSERT, false),
                change("orders", ChangeKind.MODIFY, false),
                change("orders", ChangeKind.REMOVE, true),
                change("orders", ChangeKind.REMOVE, false),
                change("", ChangeKind.INSERT, false)));

    assertThat(counts.byTable())
        .containsEntry("orders", new TableChanges(1, 1, 2, 1, 12, 0, 0))
        .containsEntry("(unknown table)", new TableChanges(1, 0, 0, 0, 3, 0, 0))
        .hasSize(2);
    assertThat(counts.total()).isEqualTo(new TableChanges(2, 1, 2, 1, 15, 0, 0));
    assertThat(counts.total().total()).isEqualTo(5);
  }

  @Test
  void limitsTablesWithoutLosingChanges() {
    ItemChangeCounts counts = ItemChangeCounts.NONE.plus(ofTables(0, 300));

    assertThat(counts.byTable()).hasSize(ItemChangeCounts.MAX_TABLES + 1);
    assertThat(counts.byTable().get(ItemChangeCounts.OTHERS).inserts()).isEqualTo(100);
    assertThat(counts.total().total()).isEqualTo(300);
  }

  @Test
  void mergesCountsOfSubtasks() throws Exception {
    ItemChangeAccumulator one = new ItemChangeAccumulator();
    ItemChangeAccumulator two = new ItemChangeAccumulator();
    one.add(ofTables(0, 150));
    two.add(ofTables(100, 300));
    ItemChangeAccumulator sum = InstantiationUtil.clone(one);

    sum.merge(two);

    assertThat(sum.getLocalValue().total().total()).isEqualTo(350);
    assertThat(sum.getLocalValue().byTable()).hasSize(ItemChangeCounts.MAX_TABLES + 1);
    assertThat(sum.getLocalValue().byTable().get("table-120").inserts()).isEqualTo(2);
    assertThat(one.getLocalValue().total().total()).isEqualTo(150);
    one.resetLocal();
    assertThat(one.getLocalValue()).isEqualTo(ItemChangeCounts.NONE);
  }

  private static List<ItemChange> ofTables(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> change("table-" + i, ChangeKind.INSERT, false))
        .toList();
  }

  /** A change of an item with three values that could not be read. */
  static ItemChange change(String table, ChangeKind kind, boolean expired) {
    return new ItemChange(
        new ChangeHeader(TableId.of(table, "", ""), kind, "1", 1, "", 1, expired),
        7,
        false,
        Images.NONE,
        List.of(),
        0,
        3,
        false,
        List.of(),
        0);
  }
}
