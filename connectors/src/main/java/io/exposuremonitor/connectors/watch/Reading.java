package io.exposuremonitor.connectors.watch;

import java.util.List;

/**
 * The content of all watched places at one time, or why it is unknown.
 *
 * @param contents of each place, in the order asked for; empty when one could not be read
 * @param failedPlace the place that could not be read, or empty
 * @param failure why, without any content: a service's error code, or empty
 */
public record Reading(List<Content> contents, String failedPlace, String failure) {

  /**
   * The files of a place.
   *
   * @param files in the order of their names
   */
  public record Content(List<WatchedFile> files) {}

  static Reading of(List<Content> contents) {
    return new Reading(contents, "", "");
  }

  static Reading failed(WatchedPlace place, String failure) {
    return new Reading(List.of(), place.uri(), failure);
  }

  /** True when a place could not be read. */
  public boolean isFailed() {
    return !failedPlace.isEmpty();
  }
}
