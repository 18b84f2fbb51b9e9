/**
 * Reads lease tables of the Kinesis Client Library: which applications read which streams, how far
 * they are, and which worker holds which lease. Never writes.
 */
@NullMarked
package io.exposuremonitor.connectors.leases;

import org.jspecify.annotations.NullMarked;
