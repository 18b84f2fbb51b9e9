/** Incidents as alerts: where each goes, what it says, and that it arrives. */
@NullMarked
package io.exposuremonitor.job.alert;

import org.jspecify.annotations.NullMarked;
