package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.stream.StreamEvents;

/** Receives events to be counted or reported. Called on the reading thread. */
interface LeaseEvents extends StreamEvents {
  /** Counts items that were read. */
  void read(int items);

  /** Counts items that look like leases and can't be read. */
  void unreadable(int items);

  /**
   * Ends a pass.
   *
   * @param missing number of tables in the settings that don't exist
   */
  void passed(int missing);
}
