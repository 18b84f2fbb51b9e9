/** How all sources handle failing calls. */
@NullMarked
package io.exposuremonitor.connectors.failure;

import org.jspecify.annotations.NullMarked;
