package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.stream.StreamEvents;
import java.time.InstantSource;

/**
 * What all cursors of a service share.
 *
 * @param limit records per read
 */
record ReadContext(
    StreamsApi api, ShardLister lister, StreamEvents events, InstantSource clock, int limit) {}
