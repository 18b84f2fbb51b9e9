package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.ReadPath;

/** How a path is written. */
@SuppressWarnings("EnumOrdinal") // paths keep their order, new ones go to the end
final class PathLayout {
  private static final ReadPath[] PATHS = ReadPath.values();

  private PathLayout() {}

  static void write(ReadPath path, WireWriter out) {
    out.writeByte(path.ordinal());
  }

  static ReadPath read(WireReader in) {
    return PATHS[in.readByte()];
  }
}
