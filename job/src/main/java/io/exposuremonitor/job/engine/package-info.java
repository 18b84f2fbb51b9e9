/** Flink inside this process: for replays, measurements and local runs. */
@NullMarked
package io.exposuremonitor.job.engine;

import org.jspecify.annotations.NullMarked;
