package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.incident.SessionLink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores any number of issued sessions on disk: the logs of months hold millions, and only those
 * behind findings matter. Not thread-safe.
 */
final class SessionSpool implements Closeable {
  /**
   * Maximum number of steps that a session is followed back, each to the session with which it was
   * obtained.
   */
  static final int MAX_STEPS = 16;

  private static final Comparator<SessionLink> IN_ORDER =
      Comparator.comparingLong(SessionLink::time)
          .thenComparingLong(SessionLink::child)
          .thenComparingLong(SessionLink::parent)
          .thenComparingLong(SessionLink::parentKey);

  private final Path file;
  private final DataOutputStream out;
  private long count;

  /**
   * @param file created here, deleted by the caller
   */
  SessionSpool(Path file) throws IOException {
    this.file = file;
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /**
   * Adds a session.
   *
   * @throws UncheckedIOException when the disk fails
   */
  void add(SessionLink link) {
    try {
      out.writeLong(link.child());
      out.writeLong(link.parent());
      out.writeLong(link.parentKey());
      out.writeLong(link.time());
      count++;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /**
   * The sessions behind some keys, and the sessions behind those, sorted by time; independent of
   * the order in which they were added.
   *
   * @param keys hashes of access keys; modified
   */
  List<SessionLink> issuersOf(Set<Long> keys) throws IOException {
    out.flush();
    Map<Long, SessionLink> found = new HashMap<>();
    boolean grew = count > 0;
    for (int step = 0; grew && step < MAX_STEPS; step++) {
      grew = pass(keys, found);
    }
    return found.values().stream().sorted(IN_ORDER).toList();
  }

  /** Reads all sessions once; true when that added keys to look for. */
  private boolean pass(Set<Long> keys, Map<Long, SessionLink> found) throws IOException {
    boolean grew = false;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long i = 0; i < count; i++) {
        SessionLink link =
            new SessionLink(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        if (keys.contains(link.child())) {
          found.merge(
              link.child(), link, (one, other) -> IN_ORDER.compare(one, other) <= 0 ? one : other);
          grew |= link.parentKey() != 0 && keys.add(link.parentKey());
        }
      }
    }
    return grew;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
