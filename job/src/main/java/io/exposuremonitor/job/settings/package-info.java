/** The settings of a running monitor: read, checked and documented in one place. */
@NullMarked
package io.exposuremonitor.job.settings;

import org.jspecify.annotations.NullMarked;
