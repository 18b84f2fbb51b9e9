/**
 * The CloudTrail decoder, the hot path of the product: one streaming pass over JSON bytes, without
 * a tree, that reduces the flood of data events to small activities and passes on the few records
 * that a rule may match.
 *
 * <p>A {@link io.exposuremonitor.detectors.cloudtrail.CloudTrailLogReader} or a payload is split
 * into records whatever its envelope. Only the positions of a record's relevant fields are kept,
 * and text is created only where it is needed, once per distinct value. The values of items and
 * keys do not leave this package: keys become keyed hashes, statements become shapes.
 */
@NullMarked
package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.NullMarked;
