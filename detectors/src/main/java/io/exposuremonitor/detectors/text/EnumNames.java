package io.exposuremonitor.detectors.text;

import java.util.Locale;

/** The names of enum constants in outputs and messages. */
public final class EnumNames {
  private EnumNames() {}

  /** {@code QUIET} as {@code quiet}; underscores stay. */
  public static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** {@code SHARD_GONE} as {@code shard-gone}. */
  public static String kebabCase(Enum<?> constant) {
    return lowerCase(constant).replace('_', '-');
  }

  /** {@code LATERAL_MOVEMENT} as {@code lateral movement}. */
  public static String words(Enum<?> constant) {
    return lowerCase(constant).replace('_', ' ');
  }
}
