package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serialises a split. */
final class ShardSplitSerializer extends VersionedSerializer<ShardSplit> {
  @Override
  protected void write(ShardSplit split, DataOutputView out) throws IOException {
    ShardCodec.write(out, split.progress());
  }

  @Override
  protected ShardSplit read(DataInputView in) throws IOException {
    return new ShardSplit(ShardCodec.readProgress(in));
  }
}
