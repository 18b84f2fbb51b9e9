package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.consumer.StreamReaders;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** The shell around {@link ReaderMeasures}; passes on what it measures. */
final class ReaderGauges extends RichMapFunction<StreamReaders, StreamReaders> {
  private static final long serialVersionUID = 1L;

  private transient ReaderMeasures measures;

  @Override
  public void open(OpenContext context) {
    measures = new ReaderMeasures(getRuntimeContext().getMetricGroup());
  }

  @Override
  public StreamReaders map(StreamReaders readers) {
    measures.note(readers);
    return readers;
  }
}
