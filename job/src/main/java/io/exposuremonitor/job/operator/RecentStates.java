package io.exposuremonitor.job.operator;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;

/**
 * Caches the states of recently used keys as objects. A backend that stores bytes, such as RocksDB,
 * deserialises and serialises the whole state with each element; most calls come from a few actors
 * on a few tables, so most of that work is avoidable.
 *
 * <p>Nothing is lost: changes are written when a key is evicted and before each checkpoint. States
 * of many keys cannot exhaust the memory, because all caches of a process share a bounded {@link
 * StateMemory}; a state counts with its size when it was last read or written. Not thread-safe; for
 * the task's thread only.
 *
 * @param <S> the state
 */
public final class RecentStates<S> implements ValueState<S>, AutoCloseable {
  /**
   * Maximum number of cached keys: about as many pairs of actor and table as a company with twenty
   * million calls a day uses within a quarter of an hour.
   */
  static final int KEYS = 8_192;

  /**
   * How much more memory a state takes as objects than serialised. In heap dumps of a job with very
   * many actors it was 2.8 to 5.5 times as much for most detectors, besides {@link #KEY_BYTES}.
   */
  static final int OBJECT_FACTOR = 4;

  /** Memory for a cached key and an empty state, in bytes. */
  static final int KEY_BYTES = 300;

  private static final float LOAD = 0.75f;
  private static final int FIRST_BUFFER = 1_024;

  private final ValueState<S> stored;
  private final KeyContext keys;
  private final Sizes<S> sizes;
  private final int maxKeys;
  private final StateMemory.Share memory;
  private final Map<Object, Kept<S>> recent = new LinkedHashMap<>(16, LOAD, true);
  private long bytes;

  /** Measures states. */
  @FunctionalInterface
  interface Sizes<S> {
    /** The serialised size of a state, in bytes. */
    int of(S state) throws IOException;
  }

  private static final class Kept<S> {
    private @Nullable S state;
    private boolean changed;
    private int bytes;

    Kept(@Nullable S state) {
      this.state = state;
    }
  }

  /**
   * @param stored the backend's state
   * @param keys gets and sets the key that {@code stored} refers to
   * @param sizes called for states that are read, and before each checkpoint for those that changed
   * @param maxKeys maximum number of cached keys, at least one
   * @param memory bounds the states' size; the key used last is kept in any case
   */
  RecentStates(
      ValueState<S> stored,
      KeyContext keys,
      Sizes<S> sizes,
      int maxKeys,
      StateMemory.Share memory) {
    this.stored = stored;
    this.keys = keys;
    this.sizes = sizes;
    this.maxKeys = maxKeys;
    this.memory = memory;
  }

  /**
   * A cache of a backend's state. Must be closed.
   *
   * @param stored the backend's state
   * @param keys gets and sets the key that {@code stored} refers to
   * @param serializer the backend's
   * @param memory bounds the states' size
   */
  static <S> RecentStates<S> of(
      ValueState<S> stored,
      KeyContext keys,
      TypeSerializer<S> serializer,
      StateMemory.Share memory) {
    DataOutputSerializer written = new DataOutputSerializer(FIRST_BUFFER);
    Sizes<S> sizes =
        state -> {
          written.clear();
          serializer.serialize(state, written);
          return written.length();
        };
    return new RecentStates<>(stored, keys, sizes, KEYS, memory);
  }

  /** The current key's state, or null for none. */
  @Override
  public @Nullable S value() throws IOException {
    Object key = keys.getCurrentKey();
    Kept<S> kept = recent.get(key);
    if (kept == null) {
      kept = new Kept<>(stored.value());
      recent.put(key, kept);
      weigh(kept);
      makeRoom();
      keys.setCurrentKey(key);
    }
    return kept.state;
  }

  /**
   * Sets the current key's state, after {@link #value} was called for it.
   *
   * @param state null for none
   */
  @Override
  public void update(@Nullable S state) {
    Kept<S> kept = recent.get(keys.getCurrentKey());
    if (kept == null) {
      throw new IllegalStateException("a state is updated that was not looked at");
    }
    kept.state = state;
    kept.changed = true;
  }

  @Override
  public void clear() {
    update(null);
  }

  /** Writes all changes. Changes the current key. */
  void writeBack() throws IOException {
    for (Map.Entry<Object, Kept<S>> entry : recent.entrySet()) {
      if (entry.getValue().changed) {
        write(entry.getKey(), entry.getValue());
        weigh(entry.getValue());
      }
    }
    makeRoom();
  }

  private void weigh(Kept<S> kept) throws IOException {
    bytes -= kept.bytes;
    kept.bytes = KEY_BYTES + (kept.state == null ? 0 : OBJECT_FACTOR * sizes.of(kept.state));
    bytes += kept.bytes;
  }

  private void makeRoom() throws IOException {
    Iterator<Map.Entry<Object, Kept<S>>> oldest = recent.entrySet().iterator();
    memory.hold(bytes);
    while (recent.size() > maxKeys || (memory.isExceeded() && recent.size() > 1)) {
      Map.Entry<Object, Kept<S>> gone = oldest.next();
      write(gone.getKey(), gone.getValue());
      bytes -= gone.getValue().bytes;
      oldest.remove();
      memory.hold(bytes);
    }
  }

  private void write(Object key, Kept<S> kept) throws IOException {
    if (kept.changed) {
      keys.setCurrentKey(key);
      if (kept.state == null) {
        stored.clear();
      } else {
        stored.update(kept.state);
      }
      kept.changed = false;
    }
  }

  /** Gives the memory back. Changes that were not written are lost, as with any failed task. */
  @Override
  public void close() {
    recent.clear();
    memory.close();
  }
}
