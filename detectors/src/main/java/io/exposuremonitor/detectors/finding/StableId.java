package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.baseline.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Ids of findings and incidents: the same events give the same id, whenever they are read. */
public final class StableId {
  private StableId() {}

  /** A version 8 UUID (RFC 9562): the first 122 free bits of the SHA-256 of all parts. */
  public static String of(String... parts) {
    MessageDigest digest = Hashes.sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length prefix keeps ('ab', 'c') and ('a', 'bc') apart.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x8000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
