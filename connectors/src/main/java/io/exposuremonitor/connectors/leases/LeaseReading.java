package io.exposuremonitor.connectors.leases;

import java.util.List;

/**
 * The content of a lease table when it was read.
 *
 * @param table the table's ARN
 * @param application name of the application, which is also the table's
 * @param named whether the settings name the table; otherwise it was found by its layout
 * @param time when it was read, epoch milliseconds
 * @param streams one for each stream of its leases, at least one
 */
public record LeaseReading(
    String table, String application, boolean named, long time, List<StreamLeases> streams) {}
