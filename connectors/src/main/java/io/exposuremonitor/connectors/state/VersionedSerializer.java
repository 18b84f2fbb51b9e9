package io.exposuremonitor.connectors.state;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serialiser of state that writes one version, reads that and older ones, and rejects unknown
 * versions and trailing bytes.
 *
 * @param <E> what it serialises
 */
public abstract class VersionedSerializer<E> implements SimpleVersionedSerializer<E> {
  private final int version;

  /** Writes version 1, the only one. */
  protected VersionedSerializer() {
    this(1);
  }

  /**
   * @param version the version that it writes, at least 1; it reads all versions up to this
   */
  protected VersionedSerializer(int version) {
    this.version = version;
  }

  @Override
  public final int getVersion() {
    return version;
  }

  @Override
  public final byte[] serialize(E value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    write(value, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public final E deserialize(int written, byte[] bytes) throws IOException {
    if (written < 1 || written > version) {
      throw new IOException(
          "state of version "
              + written
              + " can't be read: this release knows versions up to "
              + version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    E value = written == version ? read(in) : readOlder(written, in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes are left over");
    }
    return value;
  }

  /** Writes a value of the present version. */
  protected abstract void write(E value, DataOutputView out) throws IOException;

  /** Reads what {@link #write} wrote. */
  protected abstract E read(DataInputView in) throws IOException;

  /**
   * Reads what an earlier version wrote. To be implemented by every serialiser that has one.
   *
   * @param written the version that wrote it, less than {@link #getVersion}
   */
  protected E readOlder(int written, DataInputView in) throws IOException {
    throw new IOException("state of version " + written + " can't be read");
  }

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
