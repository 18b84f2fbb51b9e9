/** Incidents told to people: which go where, what is said of them, and that they arrive. */
@NullMarked
package io.exposuremonitor.job.alert;

import org.jspecify.annotations.NullMarked;
