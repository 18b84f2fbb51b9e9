/**
 * Item changes, as reported by DynamoDB Streams and Kinesis Data Streams for DynamoDB.
 *
 * <p>An {@link io.exposuremonitor.detectors.itemchange.ItemChangeDecoder} reads either JSON shape;
 * {@link io.exposuremonitor.detectors.itemchange.ItemChanges} gives the same result for images that
 * were not JSON. Values do not leave this package: an {@link
 * io.exposuremonitor.detectors.itemchange.ItemObserver} examines them while they are decoded and
 * reports classes; an {@link io.exposuremonitor.detectors.itemchange.ItemChange} contains none.
 */
@NullMarked
package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.NullMarked;
