/** Threads. */
@NullMarked
package io.exposuremonitor.connectors.thread;

import org.jspecify.annotations.NullMarked;
