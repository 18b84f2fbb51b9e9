/**
 * Item changes, as DynamoDB Streams and Kinesis Data Streams for DynamoDB report them.
 *
 * <p>An {@link io.exposuremonitor.detectors.itemchange.ItemChangeDecoder} reads either JSON shape;
 * {@link io.exposuremonitor.detectors.itemchange.ItemChanges} gives the same result for images that
 * were not JSON. Values end here: an {@link io.exposuremonitor.detectors.itemchange.ItemObserver}
 * examines them while they are decoded and reports classes; an {@link
 * io.exposuremonitor.detectors.itemchange.ItemChange} holds none.
 */
@NullMarked
package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.NullMarked;
