package io.exposuremonitor.detectors.cloudtrail;

/** Formats positions in the input, without any of its content. */
final class InputPosition {
  private InputPosition() {}

  static String of(long offset) {
    return "at byte " + offset;
  }

  static String of(long offset, int length) {
    return "at byte " + offset + ", " + length + " bytes";
  }
}
