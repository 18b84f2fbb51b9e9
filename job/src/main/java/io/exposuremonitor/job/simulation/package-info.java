/**
 * A simulated organisation and its CloudTrail: ordinary production days, written record by record
 * as AWS writes them, with attacks that can be planted in them and the findings that these must
 * yield. Everything is a function of a seed.
 */
@NullMarked
package io.exposuremonitor.job.simulation;

import org.jspecify.annotations.NullMarked;
