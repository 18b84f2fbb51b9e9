package io.exposuremonitor.connectors.single;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The single split of a source. It has no position: its reader starts over. */
public enum OnlySplit implements SourceSplit {
  ALL;

  /** The serialised split, beyond the version: empty. */
  public static final VersionedSerializer<OnlySplit> SERIALIZER = new Serializer();

  @Override
  public String splitId() {
    return "all";
  }

  private static final class Serializer extends VersionedSerializer<OnlySplit> {
    @Override
    protected void write(OnlySplit split, DataOutputView out) {
      // There is only one.
    }

    @Override
    protected OnlySplit read(DataInputView in) {
      return ALL;
    }
  }
}
