package io.exposuremonitor.connectors.stream;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a split. */
final class ShardSplitSerializer extends VersionedBytes<ShardSplit> {
  @Override
  void write(DataOutputView out, ShardSplit split) throws IOException {
    ShardCodec.write(out, split.progress());
  }

  @Override
  ShardSplit read(DataInputView in) throws IOException {
    return new ShardSplit(ShardCodec.readProgress(in));
  }
}
