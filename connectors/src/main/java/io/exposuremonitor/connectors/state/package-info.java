/** What all sources have in common when they write and read state. */
@NullMarked
package io.exposuremonitor.connectors.state;

import org.jspecify.annotations.NullMarked;
