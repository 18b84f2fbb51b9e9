package io.exposuremonitor.job.wire;

/**
 * Serialiser of a mutable state class: its detector changes instances in place, so {@code copy}
 * makes a deep copy.
 *
 * @param <T> the type
 */
abstract class CompactStateSerializer<T> extends CompactSerializer<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public final T copy(T from) {
    WireWriter written = new WireWriter();
    write(from, written);
    WireReader copy = new WireReader();
    copy.fill(written);
    return read(copy);
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final boolean isImmutableType() {
    return false;
  }
}
