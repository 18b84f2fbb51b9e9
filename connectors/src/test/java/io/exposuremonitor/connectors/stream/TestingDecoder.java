package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.shard.ReadHistory;
import io.exposuremonitor.connectors.shard.ShardKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * Elements as text: {@code stream shard 0 1 2} for records, {@code GAP CAUSE stream shard}, empty
 * for nothing.
 */
public final class TestingDecoder implements ShardRecordDecoder<TestingRecord, String> {
  private static final long serialVersionUID = 1L;

  private final boolean tellsProgress;

  /** Emits records and gaps. */
  public TestingDecoder() {
    this(false);
  }

  private TestingDecoder(boolean tellsProgress) {
    this.tellsProgress = tellsProgress;
  }

  /** Emits the reader's progress, too: {@code UP TO time}. */
  static TestingDecoder tellingProgress() {
    return new TestingDecoder(true);
  }

  @Override
  public void open() {
    // Needs nothing.
  }

  @Override
  public String decode(ShardKey shard, List<ShardCursor.Entry<TestingRecord>> entries) {
    return entries.stream()
        .map(entry -> String.valueOf(entry.record().index()))
        .collect(Collectors.joining(" ", shard.stream() + ' ' + shard.shard() + ' ', ""));
  }

  @Override
  public String gap(CoverageGap gap) {
    return "GAP " + gap.cause() + ' ' + gap.source() + ' ' + gap.part();
  }

  @Override
  public @Nullable String upTo(long time) {
    return tellsProgress ? "UP TO " + time : null;
  }

  @Override
  public String nothing() {
    return "";
  }

  @Override
  public TypeInformation<String> type() {
    return Types.STRING;
  }

  /** The records of some elements; gaps have none. */
  public static List<ReadHistory.Read> reads(List<String> elements) {
    List<ReadHistory.Read> reads = new ArrayList<>();
    for (String element : elements) {
      String[] words = element.split(" ", -1);
      if (!words[0].equals("GAP")) {
        ShardKey shard = new ShardKey(words[0], words[1]);
        for (int i = 2; i < words.length; i++) {
          reads.add(new ReadHistory.Read(shard, Integer.parseInt(words[i])));
        }
      }
    }
    return reads;
  }
}
