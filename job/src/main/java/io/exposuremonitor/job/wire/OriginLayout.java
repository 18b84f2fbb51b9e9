package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Layout of the origins of one value: each is written once, and by its number when it occurs again.
 * Texts that are the same as in the origin written before are left out, since sessions of one actor
 * mostly differ in one or two. An instance serves a single value that is written or read.
 */
final class OriginLayout {
  private static final int CONSOLE = 1;
  private static final int SAME_IP = 1 << 1;
  private static final int SAME_AGENT = 1 << 2;
  private static final int SAME_KEY = 1 << 3;
  private static final int SAME_SESSION = 1 << 4;
  private static final int SAME_ENDPOINT = 1 << 5;
  private static final int SAME_SERVICE = 1 << 6;

  private final List<Origin> known = new ArrayList<>();
  private Origin before = Origin.NONE;

  void write(Origin origin, WireWriter out) {
    int place = known.lastIndexOf(origin);
    out.writeVarint(place + 1);
    if (place < 0) {
      writeNew(origin, out);
    }
  }

  Origin read(WireReader in) {
    int place = in.readVarint() - 1;
    return place < 0 ? readNew(in) : known.get(place);
  }

  /** Writes an origin that was not written before. */
  void writeNew(Origin origin, WireWriter out) {
    int flags =
        (origin.console() ? CONSOLE : 0)
            | (origin.sourceIp().equals(before.sourceIp()) ? SAME_IP : 0)
            | (origin.userAgent().equals(before.userAgent()) ? SAME_AGENT : 0)
            | (origin.accessKeyId().equals(before.accessKeyId()) ? SAME_KEY : 0)
            | (origin.session().equals(before.session()) ? SAME_SESSION : 0)
            | (origin.vpcEndpointId().equals(before.vpcEndpointId()) ? SAME_ENDPOINT : 0)
            | (origin.invokedBy().equals(before.invokedBy()) ? SAME_SERVICE : 0);
    out.writeByte(flags);
    writeUnless(flags & SAME_IP, origin.sourceIp(), out);
    writeUnless(flags & SAME_AGENT, origin.userAgent(), out);
    writeUnless(flags & SAME_KEY, origin.accessKeyId(), out);
    writeUnless(flags & SAME_SESSION, origin.session(), out);
    writeUnless(flags & SAME_ENDPOINT, origin.vpcEndpointId(), out);
    writeUnless(flags & SAME_SERVICE, origin.invokedBy(), out);
    add(origin);
  }

  /** Reads what {@link #writeNew} wrote. */
  Origin readNew(WireReader in) {
    int flags = in.readByte();
    Origin origin =
        new Origin(
            (flags & SAME_IP) != 0 ? before.sourceIp() : in.readText(),
            (flags & SAME_AGENT) != 0 ? before.userAgent() : in.readText(),
            (flags & SAME_KEY) != 0 ? before.accessKeyId() : in.readText(),
            (flags & SAME_SESSION) != 0 ? before.session() : in.readText(),
            (flags & SAME_ENDPOINT) != 0 ? before.vpcEndpointId() : in.readText(),
            (flags & SAME_SERVICE) != 0 ? before.invokedBy() : in.readText(),
            (flags & CONSOLE) != 0);
    add(origin);
    return origin;
  }

  private void add(Origin origin) {
    known.add(origin);
    before = origin;
  }

  private static void writeUnless(int same, String text, WireWriter out) {
    if (same == 0) {
      out.writeText(text);
    }
  }
}
