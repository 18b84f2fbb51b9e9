package io.exposuremonitor.connectors.leases;

/**
 * An application's leases of one stream.
 *
 * @param stream the stream's ARN, if leases or settings name it; else empty
 * @param owned number of leases that their owner renews
 * @param orphaned number of leases that are not renewed: their counter has not changed, or they
 *     have had no owner, for longer than is allowed
 * @param finished number of leases of shards that were read to their end
 * @param workers number of distinct owners of the renewed leases
 * @param lagMillis time since the slowest of the unfinished leases was renewed, as far as it was
 *     watched; 0 when there is none
 */
public record StreamLeases(
    String stream, int owned, int orphaned, int finished, int workers, long lagMillis) {}
