/**
 * Lease tables of the Kinesis Client Library: which applications read which streams, how they are
 * doing, and who holds what. Only reads.
 */
@NullMarked
package io.exposuremonitor.connectors.leases;

import org.jspecify.annotations.NullMarked;
