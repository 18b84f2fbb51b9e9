package io.exposuremonitor.job.operator;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies in use in this process, so that the sixty operators of a job read the same text once
 * and share one object. A policy is kept as long as somebody uses it. Thread-safe; while one thread
 * reads a policy, others wait.
 *
 * @param <K> identifies a policy
 */
final class SharedPolicies<K> {
  /** The policy in force and the next one, both with and without observed sizes. */
  private static final int MAX_KEPT = 4;

  private final Map<K, WeakReference<Policy>> loaded = new LinkedHashMap<>();

  /** Reads a policy that nobody uses yet. */
  @FunctionalInterface
  interface Reader {
    Policy read() throws PolicyException;
  }

  /**
   * The policy with this key.
   *
   * @param reader called if nobody uses it; may itself get another policy from here
   * @throws PolicyException of the reader; nothing is kept then
   */
  synchronized Policy get(K key, Reader reader) throws PolicyException {
    Policy known = known(key);
    if (known != null) {
      return known;
    }
    Policy read = reader.read();
    loaded.remove(key);
    loaded.put(key, new WeakReference<>(read));
    if (loaded.size() > MAX_KEPT) {
      loaded.remove(loaded.keySet().iterator().next());
    }
    return read;
  }

  private @Nullable Policy known(K key) {
    WeakReference<Policy> reference = loaded.get(key);
    return reference == null ? null : reference.get();
  }
}
