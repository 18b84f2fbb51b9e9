package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.bulkread.ReadPath;

/** The layout of a path. */
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
