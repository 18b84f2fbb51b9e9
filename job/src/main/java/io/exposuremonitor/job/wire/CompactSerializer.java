package io.exposuremonitor.job.wire;

import java.io.IOException;
import java.io.ObjectInputStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serialiser of an immutable type. Writes the length, a byte with the layout's number, and the
 * content. A later layout gets a new number, and older ones stay readable. An instance must be used
 * by one thread only.
 *
 * @param <T> the type
 */
abstract class CompactSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  /** The first layout. */
  static final int LAYOUT_1 = 1;

  private transient WireWriter writer = new WireWriter();
  private transient WireReader reader = new WireReader();

  /** Writes the newest layout, {@link #LAYOUT_1}. */
  abstract void write(T value, WireWriter out);

  /** Reads {@link #LAYOUT_1}. */
  abstract T read(WireReader in);

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    writer = new WireWriter();
    reader = new WireReader();
  }

  @Override
  public void serialize(T value, DataOutputView out) throws IOException {
    writer.clear();
    writer.writeByte(LAYOUT_1);
    write(value, writer);
    out.writeInt(writer.length());
    out.write(writer.bytes(), 0, writer.length());
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    reader.fill(in, in.readInt());
    int layout = reader.readByte();
    if (layout != LAYOUT_1) {
      throw new IOException("layout " + layout + " of a later version");
    }
    return read(reader);
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    int length = in.readInt();
    reader.fill(in, length);
    out.writeInt(length);
    out.write(reader.bytes(), 0, length);
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  @SuppressWarnings("EqualsGetClass") // only the class distinguishes serialisers
  public boolean equals(Object other) {
    return other != null && getClass() == other.getClass();
  }

  @Override
  public int hashCode() {
    return getClass().hashCode();
  }
}
