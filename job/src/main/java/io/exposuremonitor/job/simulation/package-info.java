/**
 * A pretended organisation and its CloudTrail: ordinary production days, written record by record
 * as AWS writes them, and attacks that can be planted into them with the findings they must yield.
 * Everything is a function of a seed.
 */
@NullMarked
package io.exposuremonitor.job.simulation;

import org.jspecify.annotations.NullMarked;
