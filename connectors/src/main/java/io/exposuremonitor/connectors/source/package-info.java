/** What sources of all kinds share. */
@NullMarked
package io.exposuremonitor.connectors.source;

import org.jspecify.annotations.NullMarked;
