package io.exposuremonitor.connectors.state;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serialiser of state that writes version 1, and rejects unknown versions and trailing bytes.
 *
 * @param <E> what it serialises
 */
public abstract class VersionedSerializer<E> implements SimpleVersionedSerializer<E> {
  private static final int VERSION = 1;

  @Override
  public final int getVersion() {
    return VERSION;
  }

  @Override
  public final byte[] serialize(E value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    write(value, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public final E deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "state of version " + version + " can't be read: this release knows version " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    E value = read(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes are left over");
    }
    return value;
  }

  /** Writes a value of version 1. */
  protected abstract void write(E value, DataOutputView out) throws IOException;

  /** Reads what {@link #write} wrote. */
  protected abstract E read(DataInputView in) throws IOException;

  /** Writes a text or none. */
  protected static void writeNullable(@Nullable String text, DataOutputView out)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  /** Reads what {@link #writeNullable} wrote. */
  protected static @Nullable String readNullable(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
