package io.exposuremonitor.job.demo;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that passes a job's output to a listener in the same JVM, immediately and possibly again
 * after a failure. The serialised sink finds its listener by name.
 */
final class Tap<T> implements Sink<T>, AutoCloseable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Consumer<Object>> LISTENERS = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  /**
   * @param type class of the elements
   * @param listener called from the job's threads
   */
  Tap(Class<T> type, Consumer<T> listener) {
    LISTENERS.put(name, element -> listener.accept(type.cast(element)));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(name);
  }

  /** Drops all further output. */
  @Override
  public void close() {
    LISTENERS.remove(name);
  }

  private record Writer<T>(String name) implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) {
      Consumer<Object> listener = LISTENERS.get(name);
      if (listener != null) {
        listener.accept(element);
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
