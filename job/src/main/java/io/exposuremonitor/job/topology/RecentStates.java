package io.exposuremonitor.job.topology;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state of which the recently used keys' is kept as objects. A backend that keeps bytes, such
 * as RocksDB, reads and writes the whole state with each element; calls come mostly from a few
 * actors on a few tables, so most of that is work for nothing.
 *
 * <p>Nothing is lost by it: what changed is written when its key gives way to another and before
 * each checkpoint. Not thread-safe; for the task's own thread.
 *
 * @param <S> the state
 */
final class RecentStates<S> {
  /**
   * Keys kept: as many pairs of actor and table as a company uses within a quarter of an hour. A
   * state takes some kilobytes; the largest of any detector, of an actor who does all he can to
   * fill it, 200.
   */
  static final int KEYS = 2_048;

  private static final float LOAD = 0.75f;

  private final ValueState<S> stored;
  private final KeyContext keys;
  private final int most;
  private final Map<Object, Kept<S>> recent = new LinkedHashMap<>(16, LOAD, true);

  private static final class Kept<S> {
    private @Nullable S state;
    private boolean changed;

    Kept(@Nullable S state) {
      this.state = state;
    }
  }

  /**
   * @param stored the backend's state
   * @param keys tells and sets the key that {@code stored} speaks of
   * @param most keys kept, at least one
   */
  RecentStates(ValueState<S> stored, KeyContext keys, int most) {
    this.stored = stored;
    this.keys = keys;
    this.most = most;
  }

  /** The current key's state, or null for none. */
  @Nullable S value() throws IOException {
    Object key = keys.getCurrentKey();
    Kept<S> kept = recent.get(key);
    if (kept == null) {
      kept = new Kept<>(stored.value());
      recent.put(key, kept);
      makeRoom(key);
    }
    return kept.state;
  }

  /**
   * Sets the current key's state, of which {@link #value} was asked before.
   *
   * @param state null for none
   */
  void update(@Nullable S state) {
    Kept<S> kept = recent.get(keys.getCurrentKey());
    if (kept == null) {
      throw new IllegalStateException("a state is updated that was not looked at");
    }
    kept.state = state;
    kept.changed = true;
  }

  /** Writes what changed. The current key is another one afterwards. */
  void writeBack() throws IOException {
    for (Map.Entry<Object, Kept<S>> entry : recent.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
  }

  private void makeRoom(Object current) throws IOException {
    if (recent.size() > most) {
      Iterator<Map.Entry<Object, Kept<S>>> oldest = recent.entrySet().iterator();
      Map.Entry<Object, Kept<S>> gone = oldest.next();
      write(gone.getKey(), gone.getValue());
      oldest.remove();
      keys.setCurrentKey(current);
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
}
