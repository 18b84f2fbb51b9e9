package io.exposuremonitor.job.bench;

import static java.util.Objects.requireNonNull;

import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.intake.BatchCollector;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Takes a batch of records from the feed in each turn, and decodes them as a source would. */
final class FeedDecoding extends RichMapFunction<Long, DecodedBatch> {
  private static final long serialVersionUID = 1L;
  private static final int RECORDS_A_BATCH = 64;

  private final long feed;
  private final MonitorSettings settings;
  private transient RecordFeed.Reader reader;
  private transient CloudTrailDecoder decoder;
  private transient BatchCollector collector;

  FeedDecoding(long feed, MonitorSettings settings) {
    this.feed = feed;
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    reader = requireNonNull(RecordFeed.find(feed)).reader(subtask);
    DecoderFactory decoders = new DecoderFactory(settings);
    decoder = decoders.get();
    collector = new BatchCollector("feed", decoders.itemChanges());
  }

  @Override
  public DecodedBatch map(Long turn) {
    int taken = 0;
    long bytes = 0;
    while (taken < RECORDS_A_BATCH && reader.next()) {
      decoder.decode(reader.buffer(), 0, reader.length(), collector);
      bytes += reader.length();
      taken++;
    }
    return collector.drain(taken, bytes);
  }
}
