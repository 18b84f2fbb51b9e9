package io.exposuremonitor.detectors.trail;

/**
 * One ARN, or all ARNs with a prefix or a suffix.
 *
 * @param text the ARN, the prefix or the suffix
 * @param kind which of the three it is
 */
record ResourceNames(String text, Kind kind) {
  enum Kind {
    EXACT,
    PREFIX,
    SUFFIX
  }

  static ResourceNames exactly(String arn) {
    return new ResourceNames(arn, Kind.EXACT);
  }

  static ResourceNames startingWith(String prefix) {
    return new ResourceNames(prefix, Kind.PREFIX);
  }

  static ResourceNames endingWith(String suffix) {
    return new ResourceNames(suffix, Kind.SUFFIX);
  }

  boolean areOnly(String arn) {
    return kind == Kind.EXACT && text.equals(arn);
  }

  boolean allStartWith(String prefix) {
    return kind != Kind.SUFFIX && text.startsWith(prefix);
  }

  boolean allEndWith(String suffix) {
    return kind != Kind.PREFIX && text.endsWith(suffix);
  }

  /** True when the ARN is one of them. */
  boolean mayBe(String arn) {
    return switch (kind) {
      case EXACT -> text.equals(arn);
      case PREFIX -> arn.startsWith(text);
      case SUFFIX -> arn.endsWith(text);
    };
  }

  /** True when some of them may have the prefix. */
  boolean mayStartWith(String prefix) {
    return switch (kind) {
      case EXACT -> text.startsWith(prefix);
      case PREFIX -> text.startsWith(prefix) || prefix.startsWith(text);
      case SUFFIX -> true;
    };
  }

  /** True when some of them may have the suffix. */
  boolean mayEndWith(String suffix) {
    return switch (kind) {
      case EXACT -> text.endsWith(suffix);
      case PREFIX -> true;
      case SUFFIX -> text.endsWith(suffix) || suffix.endsWith(text);
    };
  }
}
