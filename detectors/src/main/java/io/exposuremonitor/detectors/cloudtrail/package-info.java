/**
 * The CloudTrail decoder, the hot path of the product: one streaming pass over JSON bytes, without
 * a tree, that turns the flood of data events into small activities and passes on the few records
 * that a rule may match.
 *
 * <p>A {@link io.exposuremonitor.detectors.cloudtrail.CloudTrailLogReader} or a payload is split
 * into records whatever its envelope; of a record only the positions of the fields in use are
 * noted, and text is created only for what is kept, once per distinct value. The values of items
 * and keys end here: keys leave as keyed hashes, statements as shapes.
 */
@NullMarked
package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.NullMarked;
