/** Asynchronous delivery to the outside, whatever is delivered. */
@NullMarked
package io.exposuremonitor.connectors.delivery;

import org.jspecify.annotations.NullMarked;
