package io.exposuremonitor.connectors.leases;

/**
 * An application's leases of one stream.
 *
 * @param stream the stream's ARN, if leases or settings name it; else empty
 * @param owned leases that their owner renews
 * @param orphaned leases that nobody renews: their counter has not moved, or they have had no
 *     owner, for longer than is allowed
 * @param finished leases of shards that were read to their end
 * @param workers distinct owners of the leases that are renewed
 * @param lagMillis how long ago the slowest of the unfinished leases was renewed, as far as was
 *     watched; 0 when there is none
 */
public record StreamLeases(
    String stream, int owned, int orphaned, int finished, int workers, long lagMillis) {}
