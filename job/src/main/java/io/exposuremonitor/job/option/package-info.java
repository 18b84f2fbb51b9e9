/** Converters and checks shared by the options of several commands. */
@NullMarked
package io.exposuremonitor.job.option;

import org.jspecify.annotations.NullMarked;
