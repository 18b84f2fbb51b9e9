package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.inventory.InventorySweep.Seen;
import io.exposuremonitor.connectors.single.OnlySplit;
import io.exposuremonitor.connectors.single.OnlySplitSource;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/**
 * Inspects the tables of an account and region, and the trails that record it, at the start and
 * then at intervals. One reader does everything; the others have nothing to do.
 *
 * <p>It needs dynamodb:ListTables, DescribeTable, DescribeContinuousBackups,
 * DescribeKinesisStreamingDestination and GetResourcePolicy; kms:DescribeKey; cloudtrail:
 * DescribeTrails, GetTrailStatus and GetEventSelectors. All except the first two are optional: the
 * facts that a missing one would return stay unknown, and the refusal is counted.
 *
 * @param <T> the element
 */
public final class InventorySource<T> implements OnlySplitSource<T>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final InventorySettings settings;
  private final InventoryDecoder<T> decoder;

  public InventorySource(InventorySettings settings, InventoryDecoder<T> decoder) {
    this.settings = settings;
    this.decoder = decoder;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return decoder.type();
  }

  @Override
  public SourceReader<T, OnlySplit> createReader(SourceReaderContext context) {
    InventoryMetrics metrics = new InventoryMetrics(context.metricGroup());
    return new Reader<>(
        () ->
            new InventorySplitReader(
                new SdkInventoryApi(settings, metrics.retried::inc),
                settings,
                metrics,
                InstantSource.system()),
        decoder,
        context);
  }

  /** Emits the split reader's reports, on the task's thread. */
  @SuppressWarnings("try") // The engine's base class declares what close() may throw.
  private static final class Reader<T>
      extends SingleThreadMultiplexSourceReaderBase<Seen, T, OnlySplit, OnlySplit> {
    Reader(
        Supplier<SplitReader<Seen, OnlySplit>> readers,
        InventoryDecoder<T> decoder,
        SourceReaderContext context) {
      super(
          readers,
          (seen, output, split) -> emit(seen, output, decoder),
          context.getConfiguration(),
          context);
    }

    private static <T> void emit(Seen seen, SourceOutput<T> output, InventoryDecoder<T> decoder) {
      TableReport table = seen.table();
      TrailReport trails = seen.trails();
      if (table != null) {
        output.collect(decoder.table(table), table.time());
      }
      if (trails != null) {
        output.collect(decoder.trails(trails), trails.time());
      }
    }

    @Override
    protected void onSplitFinished(Map<String, OnlySplit> finished) {}

    @Override
    protected OnlySplit initializedState(OnlySplit split) {
      return split;
    }

    @Override
    protected OnlySplit toSplitType(String splitId, OnlySplit state) {
      return state;
    }
  }
}
