package io.exposuremonitor.detectors.finding;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** The serialised size of a state: fields in sequence, with lengths before texts and lists. */
final class Sizes {
  private Sizes() {}

  static long of(Object value) {
    if (value == null) {
      return 1;
    } else if (value instanceof String text) {
      return 4L + text.getBytes(StandardCharsets.UTF_8).length;
    } else if (value instanceof long[] numbers) {
      return 4L + 8L * numbers.length;
    } else if (value instanceof Collection<?> elements) {
      return 4L + elements.stream().mapToLong(Sizes::of).sum();
    } else if (value instanceof Map<?, ?> map) {
      return of(map.keySet()) + of(map.values());
    } else if (value instanceof Record row) {
      long sum = 0;
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        try {
          sum += 1 + of(component.getAccessor().invoke(row));
        } catch (ReflectiveOperationException impossible) {
          throw new LinkageError(row.getClass().getName(), impossible);
        }
      }
      return sum;
    }
    return 8;
  }
}
