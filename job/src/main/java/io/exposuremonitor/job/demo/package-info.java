/**
 * The demo: a small invented company on emulated services, watched by the real monitor while an
 * intruder steals from it.
 */
@NullMarked
package io.exposuremonitor.job.demo;

import org.jspecify.annotations.NullMarked;
