package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Layout of origins: each is written once, and by its number when it occurs again. An instance
 * serves a single value that is written or read.
 */
final class OriginLayout {
  private final List<Origin> known = new ArrayList<>();

  void write(Origin origin, WireWriter out) {
    int place = known.lastIndexOf(origin);
    out.writeVarint(place + 1);
    if (place < 0) {
      known.add(origin);
      writeWhole(origin, out);
    }
  }

  Origin read(WireReader in) {
    int place = in.readVarint() - 1;
    if (place >= 0) {
      return known.get(place);
    }
    Origin origin = readWhole(in);
    known.add(origin);
    return origin;
  }

  static void writeWhole(Origin origin, WireWriter out) {
    out.writeText(origin.sourceIp());
    out.writeText(origin.userAgent());
    out.writeText(origin.accessKeyId());
    out.writeText(origin.session());
    out.writeText(origin.vpcEndpointId());
    out.writeText(origin.invokedBy());
    out.writeByte(origin.console() ? 1 : 0);
  }

  static Origin readWhole(WireReader in) {
    return new Origin(
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readByte() != 0);
  }
}
