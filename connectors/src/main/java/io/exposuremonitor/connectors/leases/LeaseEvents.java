package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.stream.StreamEvents;

/** Receives what must not go unnoticed. Called on the reading thread. */
interface LeaseEvents extends StreamEvents {
  /** Items were read. */
  void read(int items);

  /** Items that look like leases and can't be read. */
  void unreadable(int items);

  /**
   * A pass has ended.
   *
   * @param missing tables in the settings that don't exist
   */
  void passed(int missing);
}
