/**
 * Looks at tables and trails by the calls of AWS that describe them, now and then, at a small rate.
 */
@NullMarked
package io.exposuremonitor.connectors.inventory;

import org.jspecify.annotations.NullMarked;
