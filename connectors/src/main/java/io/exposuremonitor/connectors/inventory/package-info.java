/**
 * Inspects tables and trails periodically, with the AWS calls that describe them, at a low rate.
 */
@NullMarked
package io.exposuremonitor.connectors.inventory;

import org.jspecify.annotations.NullMarked;
