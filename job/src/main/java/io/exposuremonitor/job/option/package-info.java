/** What the options of several commands have in common. */
@NullMarked
package io.exposuremonitor.job.option;

import org.jspecify.annotations.NullMarked;
