/**
 * Changes of items, as DynamoDB Streams and Kinesis Data Streams for DynamoDB tell them.
 *
 * <p>An {@link io.exposuremonitor.detectors.itemchange.ItemChangeDecoder} reads either JSON shape;
 * {@link io.exposuremonitor.detectors.itemchange.ItemChanges} makes the same of images that were
 * not JSON. Values end here: an {@link io.exposuremonitor.detectors.itemchange.ItemObserver} looks
 * at them while they are decoded and passes on classes; an {@link
 * io.exposuremonitor.detectors.itemchange.ItemChange} holds none.
 */
@NullMarked
package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.NullMarked;
