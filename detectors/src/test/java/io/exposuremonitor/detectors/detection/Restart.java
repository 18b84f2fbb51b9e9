package io.exposuremonitor.detectors.detection;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Simulates a restart: only the public fields of states survive. */
public final class Restart {
  private Restart() {}

  /** The same state, sharing no collection with the one before. */
  public static <S> S copy(S state) {
    try {
      @SuppressWarnings("unchecked") // the class of an S makes an S
      S copy = (S) state.getClass().getConstructor().newInstance();
      for (Field field : state.getClass().getFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.set(copy, copied(field.get(state)));
        }
      }
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("states are public, and so is what they hold", e);
    }
  }

  private static Object copied(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    }
    return value instanceof List<?> list ? new ArrayList<>(list) : value;
  }
}
