package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.file.FileDecoder;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailLogReader;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.itemchange.ItemChangeDecoder;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.element.SkippedInput;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes CloudTrail log files, plain or gzip, in any envelope; records of table streams may be
 * mixed with CloudTrail's or come in separate files.
 *
 * <p>Each subtask has its own copy, which reads files one after the other with the same decoders,
 * because their caches of repeated values become more useful with every record.
 */
public final class CloudTrailFiles implements FileDecoder<DecodedBatch> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<CloudTrailDecoder> decoders;
  private final SerializableSupplier<ItemChangeDecoder> itemChangeDecoders;
  private transient @Nullable CloudTrailDecoder decoder;
  private transient @Nullable ItemChangeDecoder itemChangeDecoder;

  /**
   * @param decoders creates the subtask's decoder
   * @param itemChangeDecoders creates the subtask's decoder of records of table streams
   */
  public CloudTrailFiles(
      SerializableSupplier<CloudTrailDecoder> decoders,
      SerializableSupplier<ItemChangeDecoder> itemChangeDecoders) {
    this.decoders = decoders;
    this.itemChangeDecoders = itemChangeDecoders;
  }

  @Override
  public Elements<DecodedBatch> open(String path, InputStream bytes) {
    if (decoder == null) {
      decoder = decoders.get();
    }
    if (itemChangeDecoder == null) {
      itemChangeDecoder = itemChangeDecoders.get();
    }
    BatchCollector collector = new BatchCollector(path, itemChangeDecoder);
    return new FileBatches(bytes, decoder, collector, path.endsWith(".gz"));
  }

  @Override
  public DecodedBatch unreadable(String path, IOException error) {
    String detail = error.getMessage() == null ? "unreadable" : error.getMessage();
    SkippedInput skipped =
        new SkippedInput(SkippedInput.Scope.FILE, path, SkipReason.UNREADABLE, detail);
    return DecodedBatch.of(skipped);
  }

  /** The batches of one file, each with as much as the decoder takes in one step. */
  private static final class FileBatches implements Elements<DecodedBatch> {
    private final CountingInputStream bytes;
    private final CloudTrailDecoder decoder;
    private final CloudTrailLogReader reader;
    private final BatchCollector collector;
    private final boolean compressed;
    private long records;
    private boolean ended;

    FileBatches(
        InputStream in, CloudTrailDecoder decoder, BatchCollector collector, boolean compressed) {
      this.bytes = new CountingInputStream(in);
      this.decoder = decoder;
      this.reader = new CloudTrailLogReader(bytes, decoder);
      this.collector = collector;
      this.compressed = compressed;
    }

    @Override
    public @Nullable DecodedBatch next() throws IOException {
      if (ended) {
        return null;
      }
      long recordsBefore = decoder.records();
      long bytesBefore = bytes.count();
      // Whether a fault costs a record or the whole file is known only after the first readable
      // record.
      do {
        ended = !reader.advance(collector);
        records += decoder.records() - recordsBefore;
      } while (!ended && nothingRead() && collector.hasSkipped());
      if (ended && compressed && bytes.count() == 0) {
        // A gzip file that contains no bytes: an interrupted copy.
        collector.skipped(SkipReason.TRUNCATED, "empty");
      }
      if (ended && nothingRead() && collector.hasSkipped()) {
        collector.skipFile();
      } else if (ended && reader.isTruncated()) {
        collector.skipRest(records + collector.itemChangeCount());
      }
      return collector.drain(decoder.records() - recordsBefore, bytes.count() - bytesBefore);
    }

    private boolean nothingRead() {
      return records == 0 && collector.itemChangeCount() == 0;
    }

    @Override
    public void close() {
      ended = true;
    }
  }
}
