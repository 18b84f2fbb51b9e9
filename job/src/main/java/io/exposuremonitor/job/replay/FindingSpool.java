package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of findings by time and uid, in bounded memory: findings beyond the bound are
 * kept on disk in sorted runs, which are merged on reading. Not thread-safe.
 */
final class FindingSpool {
  static final Comparator<Finding> IN_ORDER =
      Comparator.comparingLong(Finding::start).thenComparing(Finding::uid);

  private final Path folder;
  private final int runLength;
  private final TypeSerializer<Finding> serializer =
      TypeInformation.of(Finding.class).createSerializer(new SerializerConfigImpl());
  private final List<Finding> recent = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();

  /**
   * @param folder for the runs; deleted by the caller
   * @param runLength maximum number of findings in memory
   */
  FindingSpool(Path folder, int runLength) {
    this.folder = folder;
    this.runLength = runLength;
  }

  /**
   * Adds a finding.
   *
   * @throws UncheckedIOException when the disk fails
   */
  void add(Finding finding) {
    recent.add(finding);
    if (recent.size() == runLength) {
      try {
        spill();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void spill() throws IOException {
    recent.sort(IN_ORDER);
    Path run = folder.resolve("findings-" + runs.size());
    try (DataOutputStream file =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run)))) {
      DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(file);
      out.writeInt(recent.size());
      for (Finding finding : recent) {
        serializer.serialize(finding, out);
      }
      out.flush();
    }
    runs.add(run);
    recent.clear();
  }

  /**
   * Passes all findings on, in order.
   *
   * @throws IOException when a run can't be read
   */
  void forEach(Consumer<Finding> reader) throws IOException {
    if (runs.isEmpty()) {
      recent.sort(IN_ORDER);
      recent.forEach(reader);
      return;
    }
    if (!recent.isEmpty()) {
      spill();
    }
    PriorityQueue<Run> open = new PriorityQueue<>();
    try {
      for (Path run : runs) {
        open.add(new Run(run));
      }
      while (!open.isEmpty()) {
        Run first = open.remove();
        reader.accept(first.take());
        if (first.hasNext()) {
          open.add(first);
        } else {
          first.close();
        }
      }
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  /** A run that is being read; ordered by its next finding. */
  private final class Run implements Comparable<Run>, Closeable {
    private final DataInputViewStreamWrapper in;
    private int left;
    private @Nullable Finding next;

    Run(Path file) throws IOException {
      in =
          new DataInputViewStreamWrapper(
              new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
      left = in.readInt();
      advance();
    }

    boolean hasNext() {
      return next != null;
    }

    Finding take() throws IOException {
      Finding taken = current();
      advance();
      return taken;
    }

    private void advance() throws IOException {
      next = left == 0 ? null : serializer.deserialize(in);
      left--;
    }

    private Finding current() {
      if (next == null) {
        throw new IllegalStateException("the run has ended");
      }
      return next;
    }

    @Override
    public int compareTo(Run other) {
      return IN_ORDER.compare(current(), other.current());
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
