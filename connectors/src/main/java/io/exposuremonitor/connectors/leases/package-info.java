/**
 * Lease tables of the Kinesis Client Library: which applications read which streams, how they are
 * doing, and which worker holds what. Read-only.
 */
@NullMarked
package io.exposuremonitor.connectors.leases;

import org.jspecify.annotations.NullMarked;
