/** Transports: they move bytes and know nothing of detection. */
@NullMarked
package io.exposuremonitor.connectors;

import org.jspecify.annotations.NullMarked;
