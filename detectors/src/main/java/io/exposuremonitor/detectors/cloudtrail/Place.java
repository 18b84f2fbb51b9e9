package io.exposuremonitor.detectors.cloudtrail;

/** Says where something was in the input, and nothing of what it held. */
final class Place {
  private Place() {}

  static String of(long offset) {
    return "at byte " + offset;
  }

  static String of(long offset, int length) {
    return "at byte " + offset + ", " + length + " bytes";
  }
}
