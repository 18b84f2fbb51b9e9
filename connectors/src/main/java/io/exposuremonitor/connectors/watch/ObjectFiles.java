package io.exposuremonitor.connectors.watch;

import io.exposuremonitor.connectors.objects.ObjectRef;
import io.exposuremonitor.connectors.objects.ObjectStore;
import io.exposuremonitor.connectors.objects.TransferException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as files. An object with an unchanged eTag is not transferred again. Not thread-safe. */
final class ObjectFiles implements AutoCloseable {
  private static final String S3 = "s3://";

  private final ObjectStore store;

  /** What is at each place, by its URI and then by the object's path. */
  private final Map<String, Map<String, Known>> known = new HashMap<>();

  private record Known(@Nullable String eTag, WatchedFile file) {
    boolean isAt(@Nullable String now) {
      return eTag != null && Objects.equals(eTag, now);
    }
  }

  /**
   * @param store closed with this
   */
  ObjectFiles(ObjectStore store) {
    this.store = store;
  }

  /** The objects of one place, as far as they were read. */
  private final class Found {
    private final Map<String, Known> before;
    private final Allowance allowance;
    private final Map<String, WatchedFile> files = new LinkedHashMap<>();

    private Found(Map<String, Known> before, Allowance allowance) {
      this.before = before;
      this.allowance = allowance;
    }

    private void add(ObjectRef object) throws IOException {
      Known now = transfer(object, before.get(object.path()));
      allowance.take(now.file());
      before.put(object.path(), now);
      files.put(object.path(), now.file());
    }

    private void forgetOthers() {
      before.keySet().retainAll(files.keySet());
    }
  }

  /** The objects at a place. */
  List<WatchedFile> read(WatchedPlace place, Allowance allowance) throws IOException {
    Found found = new Found(known.computeIfAbsent(place.uri(), uri -> new HashMap<>()), allowance);
    try {
      find(place, found);
    } catch (Allowance.ExceededException exceeded) {
      found.forgetOthers();
      throw exceeded;
    } catch (TransferException failed) {
      if (failed.kind() == TransferException.Kind.MISSING) {
        FileNotFoundException missing = new FileNotFoundException(place.uri());
        missing.initCause(failed);
        throw missing;
      }
      throw failed;
    }
    found.forgetOthers();
    return List.copyOf(found.files.values());
  }

  private void find(WatchedPlace place, Found found) throws IOException {
    String[] parts = place.uri().substring(S3.length()).split("/", 2);
    String key = parts.length == 1 ? "" : parts[1];
    if (place.single()) {
      found.add(ObjectRef.of(parts[0], key));
    } else {
      findBelow(parts[0], key, place, found);
    }
  }

  /**
   * Finds the object with that key, or those in the folder with that name. Each is read at once, so
   * that a listing without end is left as soon as there is too much.
   */
  private void findBelow(String bucket, String key, WatchedPlace place, Found found)
      throws IOException {
    String folder = key.isEmpty() || key.endsWith("/") ? key : key + '/';
    String last = null;
    ObjectStore.Page page;
    do {
      page = store.list(bucket, key, last);
      for (ObjectStore.Listed listed : page.objects()) {
        String name = listed.object().key();
        last = name;
        boolean inside =
            name.equals(key)
                || (name.startsWith(folder) && !isHidden(name.substring(folder.length())));
        if (inside && place.wanted().apply(name.substring(name.lastIndexOf('/') + 1))) {
          found.add(listed.object());
        }
      }
    } while (!page.last());
  }

  private static boolean isHidden(String path) {
    return Arrays.stream(path.split("/", -1)).anyMatch(WatchedPlace::isHidden);
  }

  private Known transfer(ObjectRef object, @Nullable Known before) throws IOException {
    if (before != null && before.isAt(object.eTag())) {
      return before;
    }
    try (ObjectStore.Opened opened = store.open(object)) {
      if (before != null && before.isAt(opened.eTag())) {
        return before;
      }
      byte[] bytes = opened.bytes().readNBytes(FileReading.MAX_CHARACTERS + 1);
      if (bytes.length > FileReading.MAX_CHARACTERS) {
        throw new IOException("an object of more than " + FileReading.MAX_CHARACTERS + " bytes");
      }
      WatchedFile file = new WatchedFile(object.path(), new String(bytes, StandardCharsets.UTF_8));
      return new Known(opened.eTag(), file);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
