package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.stream.StreamEvents;
import java.time.InstantSource;

/**
 * What the cursors of a service share.
 *
 * @param limit records in one read
 */
record ReadContext(
    StreamsApi api, ShardLister lister, StreamEvents events, InstantSource clock, int limit) {}
