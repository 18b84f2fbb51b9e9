package io.exposuremonitor.job.settings;

/**
 * A setting that an operator may write.
 *
 * @param key its name within its section, such as {@code idle-after}
 * @param form what may be written, for people: {@code duration}, {@code ARNs}
 * @param standard the default, as it would be written; empty for none
 * @param required true when it must be written
 * @param meaning one or two sentences
 * @param fallback the value of {@code standard}; for a required setting a placeholder until all
 *     mistakes are collected
 * @param reading from text to value
 * @param <T> the value
 */
record Setting<T>(
    String key,
    String form,
    String standard,
    boolean required,
    String meaning,
    T fallback,
    Reading<T> reading) {

  /**
   * Parses a written value.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * @throws IllegalArgumentException with a message that says what may be written instead
     */
    T read(String text);
  }

  /** A setting without a sensible default. */
  static <T> Setting<T> required(
      String key, String form, String meaning, T standIn, Reading<T> reading) {
    return new Setting<>(key, form, "", true, meaning, standIn, reading);
  }

  /** A setting with a default. */
  static <T> Setting<T> optional(
      String key, String form, String standard, String meaning, Reading<T> reading) {
    return new Setting<>(key, form, standard, false, meaning, reading.read(standard), reading);
  }
}
