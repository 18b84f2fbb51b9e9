package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Layouts of what is in checkpoints: hardly anything. */
final class LeaseSerializers {
  static final VersionedSerializer<LeaseSplit> SPLIT = new SplitSerializer();
  static final VersionedSerializer<Boolean> ASSIGNED = new AssignedSerializer();

  private LeaseSerializers() {}

  private static final class SplitSerializer extends VersionedSerializer<LeaseSplit> {
    @Override
    protected void write(LeaseSplit split, DataOutputView out) {
      // There is but one.
    }

    @Override
    protected LeaseSplit read(DataInputView in) {
      return LeaseSplit.TABLES;
    }
  }

  private static final class AssignedSerializer extends VersionedSerializer<Boolean> {
    @Override
    protected void write(Boolean assigned, DataOutputView out) throws IOException {
      out.writeBoolean(assigned);
    }

    @Override
    protected Boolean read(DataInputView in) throws IOException {
      return in.readBoolean();
    }
  }
}
