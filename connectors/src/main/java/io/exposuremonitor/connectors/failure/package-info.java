/** What all sources have in common when calls fail. */
@NullMarked
package io.exposuremonitor.connectors.failure;

import org.jspecify.annotations.NullMarked;
