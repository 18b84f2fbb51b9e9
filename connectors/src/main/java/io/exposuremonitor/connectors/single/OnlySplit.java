package io.exposuremonitor.connectors.single;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** All that a source reads. It has no position: its reader starts over. */
public enum OnlySplit implements SourceSplit {
  ALL;

  /** Bytes of the split, beyond the version: none. */
  public static final VersionedSerializer<OnlySplit> SERIALIZER = new Serializer();

  @Override
  public String splitId() {
    return "all";
  }

  private static final class Serializer extends VersionedSerializer<OnlySplit> {
    @Override
    protected void write(OnlySplit split, DataOutputView out) {
      // There is but one.
    }

    @Override
    protected OnlySplit read(DataInputView in) {
      return ALL;
    }
  }
}
