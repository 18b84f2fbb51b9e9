/** The command line, with one class for each command. */
@NullMarked
package io.exposuremonitor.job.cli;

import org.jspecify.annotations.NullMarked;
