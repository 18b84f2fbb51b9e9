package io.exposuremonitor.connectors.watch;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A placeholder: there is one reader and nothing to distribute, but the engine requires a split
 * type.
 */
record WatchSplit() implements SourceSplit {
  static final SimpleVersionedSerializer<WatchSplit> SERIALIZER = new Serializer();

  @Override
  public String splitId() {
    return "files";
  }

  private static final class Serializer implements SimpleVersionedSerializer<WatchSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(WatchSplit split) {
      return new byte[0];
    }

    @Override
    public WatchSplit deserialize(int version, byte[] serialized) {
      return new WatchSplit();
    }
  }
}
