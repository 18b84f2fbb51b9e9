package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.stream.StreamEvents;
import io.exposuremonitor.connectors.stream.StreamException;

/** Told of what must not pass in silence. Called on the reading thread. */
interface LeaseEvents extends StreamEvents {
  /** A call failed; it is made again with the next pass. */
  void failed(StreamException failure);

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
