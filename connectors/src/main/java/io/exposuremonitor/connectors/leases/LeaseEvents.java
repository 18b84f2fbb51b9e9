package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.stream.StreamEvents;

/** Told of what must not pass in silence. Called on the reading thread. */
interface LeaseEvents extends StreamEvents {
  /** Items were read. */
  void read(int items);

  /** Items that look like leases and can't be read. */
  void unreadable(int items);

  /**
   * A pass is over.
   *
   * @param missing tables that the settings name and that don't exist
   */
  void passed(int missing);
}
