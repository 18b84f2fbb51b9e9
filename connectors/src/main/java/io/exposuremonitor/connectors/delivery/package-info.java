/** What goes out by and by, whatever it is. */
@NullMarked
package io.exposuremonitor.connectors.delivery;

import org.jspecify.annotations.NullMarked;
