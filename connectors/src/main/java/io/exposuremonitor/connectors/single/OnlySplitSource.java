package io.exposuremonitor.connectors.single;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An unbounded source that is read by one reader; the others stand by.
 *
 * @param <T> the element
 */
public interface OnlySplitSource<T> extends Source<T, OnlySplit, Boolean> {
  @Override
  default Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  default SplitEnumerator<OnlySplit, Boolean> createEnumerator(
      SplitEnumeratorContext<OnlySplit> context) {
    return new OnlySplitEnumerator(context, false);
  }

  @Override
  default SplitEnumerator<OnlySplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<OnlySplit> context, Boolean assigned) {
    return new OnlySplitEnumerator(context, assigned);
  }

  @Override
  default SimpleVersionedSerializer<OnlySplit> getSplitSerializer() {
    return OnlySplit.SERIALIZER;
  }

  @Override
  default SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return OnlySplitEnumerator.SERIALIZER;
  }
}
