/**
 * The demo: a small invented company on emulated services, and a real monitor that watches it while
 * an intruder steals from it.
 */
@NullMarked
package io.exposuremonitor.job.demo;

import org.jspecify.annotations.NullMarked;
