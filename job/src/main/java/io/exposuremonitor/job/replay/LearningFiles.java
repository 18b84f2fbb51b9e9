package io.exposuremonitor.job.replay;

import io.exposuremonitor.connectors.file.FileDecoder;
import io.exposuremonitor.job.element.DecodedBatch;
import io.exposuremonitor.job.intake.CloudTrailFiles;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads log files, followed by a file of its own that marks the end. The source does not report the
 * end itself, since the job must keep running.
 */
final class LearningFiles implements FileDecoder<LearningBatch> {
  private static final long serialVersionUID = 1L;

  private final CloudTrailFiles logs;
  private final String end;

  /**
   * @param logs decodes the logs
   * @param end path of the marker file
   */
  LearningFiles(CloudTrailFiles logs, String end) {
    this.logs = logs;
    this.end = end;
  }

  @Override
  public Elements<LearningBatch> open(String path, InputStream bytes) {
    return path.equals(end) ? new End() : new Batches(logs.open(path, bytes));
  }

  @Override
  public LearningBatch unreadable(String path, IOException error) {
    return new LearningBatch(logs.unreadable(path, error), path.equals(end));
  }

  private record Batches(Elements<DecodedBatch> decoded) implements Elements<LearningBatch> {
    @Override
    public @Nullable LearningBatch next() throws IOException {
      DecodedBatch batch = decoded.next();
      return batch == null ? null : new LearningBatch(batch, false);
    }

    @Override
    public void close() throws IOException {
      decoded.close();
    }
  }

  private static final class End implements Elements<LearningBatch> {
    private boolean sent;

    @Override
    public @Nullable LearningBatch next() {
      LearningBatch next = sent ? null : new LearningBatch(DecodedBatch.EMPTY, true);
      sent = true;
      return next;
    }

    @Override
    public void close() {}
  }
}
