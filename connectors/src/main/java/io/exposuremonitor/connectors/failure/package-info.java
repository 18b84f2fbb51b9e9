/** Handling of failed calls, shared by all sources. */
@NullMarked
package io.exposuremonitor.connectors.failure;

import org.jspecify.annotations.NullMarked;
