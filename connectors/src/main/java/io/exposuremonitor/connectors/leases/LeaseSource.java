package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.single.OnlySplit;
import io.exposuremonitor.connectors.single.OnlySplitSource;
import io.exposuremonitor.connectors.stream.StreamEvents;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

/**
 * Reads lease tables periodically. It has no position: each pass reports everything, so a restart
 * neither loses nor repeats anything. One subtask reads; its elements carry the time of reading and
 * have no event time, so they must neither hold back nor advance a watermark.
 *
 * @param <T> the element
 */
public final class LeaseSource<T> implements OnlySplitSource<T>, ResultTypeQueryable<T> {
  private static final long serialVersionUID = 1L;

  private final LeaseDecoder<T> decoder;
  private final LeaseSettings settings;

  /**
   * @param decoder creates the elements
   */
  public LeaseSource(LeaseDecoder<T> decoder, LeaseSettings settings) {
    this.decoder = decoder;
    this.settings = settings;
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return decoder.type();
  }

  @Override
  public SourceReader<T, OnlySplit> createReader(SourceReaderContext context) {
    InstantSource clock = InstantSource.system();
    return new LeaseSourceReader<>(
        decoder,
        settings.interval().toMillis(),
        clock,
        context.metricGroup(),
        events -> reader(clock, events));
  }

  private LeaseTableReader reader(InstantSource clock, LeaseEvents events) {
    return new LeaseTableReader(
        new SdkLeaseTablesApi(
            settings.access(),
            settings.pace().leasesPerPage(),
            () -> events.count(StreamEvents.Count.RETRIED_CALLS)),
        settings,
        clock,
        new TokenBucket(
            settings.pace().pagesPerSecond(), System::nanoTime, TimeUnit.NANOSECONDS::sleep),
        events);
  }
}
