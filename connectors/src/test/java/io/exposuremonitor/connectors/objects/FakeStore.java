package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.objects.TransferException.Kind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An in-memory bucket with scripted failures. Thread-safe. */
final class FakeStore implements ObjectStore {
  static final String BUCKET = "trail";

  private final TreeMap<String, byte[]> objects = new TreeMap<>();
  private final Map<String, Kind> refusals = new HashMap<>();
  private final List<Integer> breaks = new ArrayList<>();
  private int failures;
  private int opened;
  private int open;

  synchronized void put(String key, byte[] bytes) {
    objects.put(key, bytes);
  }

  synchronized void remove(String key) {
    objects.remove(key);
  }

  /** Makes the next calls fail with a retryable error. */
  synchronized void failNext(int calls) {
    failures = calls;
  }

  /** Makes all calls for the object fail from now on. */
  synchronized void refuse(String key, Kind kind) {
    refusals.put(key, kind);
  }

  synchronized void allow(String key) {
    refusals.remove(key);
  }

  /** Breaks the connections of the next opened objects after so many bytes each. */
  synchronized void breakOffAfter(Integer... bytes) {
    breaks.addAll(List.of(bytes));
  }

  synchronized int opened() {
    return opened;
  }

  /** How many objects are open now. */
  synchronized int open() {
    return open;
  }

  static String eTag(byte[] bytes) {
    return Integer.toHexString(Arrays.hashCode(bytes));
  }

  @Override
  public synchronized Opened open(ObjectRef object) throws TransferException {
    failIfScripted();
    Kind refusal = refusals.get(object.key());
    if (refusal != null) {
      throw new TransferException(refusal, object.path() + ": " + refusal, null);
    }
    byte[] bytes = objects.get(object.key());
    if (bytes == null || (object.eTag() != null && !object.eTag().equals(eTag(bytes)))) {
      throw new TransferException(Kind.MISSING, object.path() + ": NoSuchKey", null);
    }
    opened++;
    open++;
    int limit = breaks.isEmpty() ? Integer.MAX_VALUE : breaks.remove(0);
    return new Opened(
        new Breaking(new ByteArrayInputStream(bytes), limit), eTag(bytes), this::closed);
  }

  private synchronized void closed() {
    open--;
  }

  @Override
  public synchronized Page list(String bucket, String prefix, @Nullable String startAfter)
      throws TransferException {
    failIfScripted();
    List<Listed> listed = new ArrayList<>();
    var rest = startAfter == null ? objects : objects.tailMap(startAfter, false);
    for (var entry : rest.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        if (listed.size() == 2) {
          return new Page(listed, false);
        }
        byte[] bytes = entry.getValue();
        listed.add(
            new Listed(
                new ObjectRef(bucket, entry.getKey(), null, eTag(bytes), bytes.length), 1_000));
      }
    }
    return new Page(listed, true);
  }

  private void failIfScripted() throws TransferException {
    if (failures > 0) {
      failures--;
      throw new TransferException(Kind.RETRYABLE, "SlowDown", null);
    }
  }

  @Override
  public void close() {}

  /** A connection that breaks after some bytes. */
  private static final class Breaking extends FilterInputStream {
    private int left;

    Breaking(InputStream in, int left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        throw new IOException("connection reset");
      }
      int read = super.read(buffer, offset, Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }
  }
}
