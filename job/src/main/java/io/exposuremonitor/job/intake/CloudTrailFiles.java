package io.exposuremonitor.job.intake;

import io.exposuremonitor.connectors.file.FileDecoder;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailLogReader;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * CloudTrail log files, plain or gzip, in any envelope.
 *
 * <p>Each subtask has a copy of its own and reads one file after the other, so one decoder, whose
 * cache of repeated values grows more useful with every record, serves all its files.
 */
public final class CloudTrailFiles implements FileDecoder<DecodedBatch> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<CloudTrailDecoder> decoders;
  private transient @Nullable CloudTrailDecoder decoder;

  /**
   * @param decoders makes the subtask's decoder
   */
  public CloudTrailFiles(SerializableSupplier<CloudTrailDecoder> decoders) {
    this.decoders = decoders;
  }

  @Override
  public Elements<DecodedBatch> open(String path, InputStream bytes) {
    CloudTrailDecoder shared = decoder;
    if (shared == null) {
      shared = decoders.get();
      decoder = shared;
    }
    return new FileBatches(path, bytes, shared);
  }

  @Override
  public DecodedBatch unreadable(String path, IOException error) {
    String detail = error.getMessage() == null ? "unreadable" : error.getMessage();
    SkippedInput skipped =
        new SkippedInput(SkippedInput.Scope.FILE, path, SkipReason.UNREADABLE, detail);
    return new DecodedBatch(List.of(), List.of(), List.of(skipped), 0, 0);
  }

  /** The batches of one file: as much as the decoder takes in one go. */
  private static final class FileBatches implements Elements<DecodedBatch> {
    private final CountingInputStream bytes;
    private final CloudTrailDecoder decoder;
    private final CloudTrailLogReader reader;
    private final BatchCollector collector;
    private long records;
    private boolean ended;

    FileBatches(String path, InputStream in, CloudTrailDecoder decoder) {
      this.bytes = new CountingInputStream(in);
      this.decoder = decoder;
      this.reader = new CloudTrailLogReader(bytes, decoder);
      this.collector = new BatchCollector(path);
    }

    @Override
    public @Nullable DecodedBatch next() throws IOException {
      if (ended) {
        return null;
      }
      long recordsBefore = decoder.records();
      long bytesBefore = bytes.count();
      // Whether a fault costs a record or the file is known when the first record is read, or none.
      do {
        ended = !reader.advance(collector);
        records += decoder.records() - recordsBefore;
      } while (!ended && records == 0 && collector.hasSkipped());
      if (ended && records == 0 && collector.hasSkipped()) {
        collector.skippedTheFile();
      }
      return collector.drain(decoder.records() - recordsBefore, bytes.count() - bytesBefore);
    }

    @Override
    public void close() {
      ended = true;
    }
  }
}
