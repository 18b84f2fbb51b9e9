/** How all sources write and read state. */
@NullMarked
package io.exposuremonitor.connectors.state;

import org.jspecify.annotations.NullMarked;
