package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.signal.Signal;

/**
 * An unexpected reader of a stream in one slot. State: stored as it is.
 *
 * @param use all that it did there, merged
 * @param newReader true if the actor is new, false if only its application is
 * @param application name of the known application that it claims to be, or empty
 */
public record UnknownReader(StreamUse use, boolean newReader, String application) {
  boolean isSame(UnknownReader other) {
    return newReader == other.newReader
        && application.equals(other.application)
        && use.isSame(other.use);
  }

  boolean isSameActor(UnknownReader other) {
    return use.actor().equals(other.use.actor());
  }

  /** Adds what the same reader did elsewhere in the slot. */
  UnknownReader and(UnknownReader other) {
    return new UnknownReader(use.and(other.use), newReader, application);
  }

  Signal signal() {
    return ReaderSignals.unknown(use, newReader, application);
  }
}
