package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.source.ForwardingOutput;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Gives all objects of a reader one output, and so one watermark. Objects of several accounts and
 * Regions overlap in time, and each is read for a short while. With a separate output for each, an
 * object that temporarily can't be fetched would hold back the watermark of the whole job, and an
 * old one would hold it back as long as it is read, without protecting anything that comes after
 * it. With one output, the bounded out-of-orderness of the job's strategy determines how late an
 * object may come.
 *
 * @param <T> the element
 */
final class SharedOutput<T> extends ForwardingOutput<T> {
  SharedOutput(ReaderOutput<T> main) {
    super(main);
  }

  @Override
  public SourceOutput<T> createOutputForSplit(String splitId) {
    return main();
  }

  /** Releases the output that the engine nevertheless created for the objects (FLIP-27). */
  @Override
  public void releaseOutputForSplit(String splitId) {
    releaseIdle(ObjectSplit.ANY);
  }
}
