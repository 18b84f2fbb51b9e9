package io.exposuremonitor.job.element;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The texts in use in this process, each of them once. The job graph and the state of some sixty
 * operators hold the same policy, of up to megabytes, for each of their subtasks: they hold it
 * deflated, and share one object when it is read. A text is kept as long as somebody uses it.
 * Thread-safe.
 */
final class SharedTexts {
  private static final Map<String, Shared> IN_USE = new WeakHashMap<>();

  private SharedTexts() {}

  /** A text in use; does not keep it in memory. */
  private static final class Shared {
    private final WeakReference<String> text;
    private @Nullable String deflated;

    Shared(String text) {
      this.text = new WeakReference<>(text);
    }
  }

  /** The object that this process uses for a text. */
  static String shared(String text) {
    String known;
    synchronized (IN_USE) {
      known = IN_USE.computeIfAbsent(text, Shared::new).text.get();
    }
    return known == null ? text : known;
  }

  /** The Base64 of a text's deflated UTF-8 bytes. */
  static String deflated(String text) {
    synchronized (IN_USE) {
      Shared known = IN_USE.computeIfAbsent(text, Shared::new);
      String deflated = known.deflated;
      if (deflated == null) {
        deflated = deflate(text);
        known.deflated = deflated;
      }
      return deflated;
    }
  }

  /** The text of which {@link #deflated} is the Base64, shared. */
  static String inflated(String deflated) {
    byte[] bytes = Base64.getDecoder().decode(deflated);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return shared(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static String deflate(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
