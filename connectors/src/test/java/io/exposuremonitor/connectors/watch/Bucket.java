package io.exposuremonitor.connectors.watch;

import io.exposuremonitor.connectors.objects.ObjectRef;
import io.exposuremonitor.connectors.objects.ObjectStore;
import io.exposuremonitor.connectors.objects.TransferException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bucket in memory whose listings have one object per page. */
final class Bucket implements ObjectStore {
  /** The exception that calls throw, or null. */
  @Nullable TransferException failure;

  /** Number of objects whose bytes were read. */
  int transferred;

  /** Number of pages of listings that were asked for. */
  int listed;

  /** Whether objects have eTags. */
  boolean tagged = true;

  /** Number of objects that were opened and not released, each of which holds a connection. */
  int held;

  boolean closed;

  private final TreeMap<String, String> objects = new TreeMap<>();

  void put(String key, String text) {
    objects.put(key, text);
  }

  void remove(String key) {
    objects.remove(key);
  }

  @Override
  public Opened open(ObjectRef object) throws TransferException {
    if (failure != null) {
      throw failure;
    }
    String text = objects.get(object.key());
    if (text == null) {
      throw new TransferException(TransferException.Kind.MISSING, "NoSuchKey", null);
    }
    held++;
    return new Opened(
        new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
          @Override
          public byte[] readNBytes(int length) throws IOException {
            transferred++;
            return super.readNBytes(length);
          }
        },
        tag(text),
        () -> held--);
  }

  @Override
  public Page list(String bucket, String prefix, @Nullable String startAfter) {
    listed++;
    String from = startAfter == null ? prefix : startAfter + '\0';
    List<String> keys =
        objects.tailMap(from).keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    List<Listed> first =
        keys.stream()
            .limit(1)
            .map(key -> new Listed(new ObjectRef(bucket, key, null, tag(objects.get(key)), 1), 0))
            .toList();
    return new Page(first, keys.size() <= 1);
  }

  private @Nullable String tag(@Nullable String text) {
    return !tagged ? null : Integer.toHexString(String.valueOf(text).hashCode());
  }

  @Override
  public void close() {
    closed = true;
  }
}
