package io.exposuremonitor.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.Images;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.job.intake.DecodedBatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
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
  void boundsTheTablesAndLosesNoChange() {
    ItemChangeCounts counts = ItemChangeCounts.NONE.plus(ofTables(0, 300));

    assertThat(counts.byTable()).hasSize(ItemChangeCounts.MOST_TABLES + 1);
    assertThat(counts.byTable().get(ItemChangeCounts.OTHERS).inserts()).isEqualTo(100);
    assertThat(counts.total().total()).isEqualTo(300);
  }

  @Test
  void mergesWhatSubtasksCounted() throws Exception {
    ItemChangeAccumulator one = new ItemChangeAccumulator();
    ItemChangeAccumulator two = new ItemChangeAccumulator();
    one.add(ofTables(0, 150));
    two.add(ofTables(100, 300));
    ItemChangeAccumulator sum = InstantiationUtil.clone(one);

    sum.merge(two);

    assertThat(sum.getLocalValue().total().total()).isEqualTo(350);
    assertThat(sum.getLocalValue().byTable()).hasSize(ItemChangeCounts.MOST_TABLES + 1);
    assertThat(sum.getLocalValue().byTable().get("table-120").inserts()).isEqualTo(2);
    assertThat(one.getLocalValue().total().total()).isEqualTo(150);
    one.resetLocal();
    assertThat(one.getLocalValue()).isEqualTo(ItemChangeCounts.NONE);
  }

  @Test
  void theEnginesCountersTellTheSame() {
    Map<String, Counter> counters = new TreeMap<>();
    IntakeMetrics metrics = new IntakeMetrics(new Group("", counters), "changes");

    metrics.count(batch(List.of(change("orders", ChangeKind.REMOVE, true))));
    metrics.count(batch(ofTables(0, 300)));

    String others = ItemChangeCounts.OTHERS;
    assertThat(count(counters, "/table=orders/kind=remove/itemChanges")).isOne();
    assertThat(count(counters, "/table=table-7/kind=insert/itemChanges")).isOne();
    assertThat(count(counters, "/table=" + others + "/kind=insert/itemChanges"))
        .isEqualTo(301 - ItemChangeCounts.MOST_TABLES);
    assertThat(count(counters, "/expiredItems")).isOne();
    assertThat(count(counters, "/unreadableItemValues")).isEqualTo(3 * 301);
    assertThat(count(counters, "/recordsDecoded")).isEqualTo(4);
    assertThat(count(counters, "/bytesDecoded")).isEqualTo(20);
  }

  private static long count(Map<String, Counter> counters, String name) {
    return counters.get("/source=changes" + name).getCount();
  }

  /** Keeps counters under the names of their groups. */
  private static final class Group extends UnregisteredMetricsGroup {
    private final String path;
    private final Map<String, Counter> counters;

    Group(String path, Map<String, Counter> counters) {
      this.path = path;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Group(path + '/' + key + '=' + value, counters);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(path + '/' + name, any -> new SimpleCounter());
    }
  }

  private static DecodedBatch batch(List<ItemChange> changes) {
    return new DecodedBatch(
        List.of(), List.of(), changes, List.of(), List.of(), List.of(), "", 2, 10);
  }

  private static List<ItemChange> ofTables(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> change("table-" + i, ChangeKind.INSERT, false))
        .toList();
  }

  private static ItemChange change(String table, ChangeKind kind, boolean expired) {
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
