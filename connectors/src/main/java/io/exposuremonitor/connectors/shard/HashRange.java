package io.exposuremonitor.connectors.shard;

import java.math.BigInteger;

/**
 * A range of hash keys of a Kinesis shard, both ends included; all open shards of a stream together
 * cover 0 to 2^128 − 1.
 *
 * @param from smallest hash key
 * @param to largest hash key, at least {@code from}
 */
public record HashRange(BigInteger from, BigInteger to) {
  /** All hash keys. */
  public static final HashRange WHOLE =
      new HashRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
}
