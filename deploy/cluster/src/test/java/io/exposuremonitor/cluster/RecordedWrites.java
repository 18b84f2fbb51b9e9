package io.exposuremonitor.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The files that a process wrote.
 *
 * @param temporary its temporary directory
 * @param files every file that Java code wrote
 * @param home the contents of its home, which is also its working directory; including those
 *     written by native code
 */
record RecordedWrites(Path temporary, SortedSet<Path> files, List<Path> home) {
  /** Name of the recording, in the temporary directory. */
  static final String FILE = "writes.jfr";

  static RecordedWrites of(Path folder) throws IOException {
    SortedSet<Path> files = new TreeSet<>();
    try (RecordingFile recording = new RecordingFile(folder.resolve("temporary").resolve(FILE))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        String path = event.getString("path");
        // Standard output has no path.
        if (path != null) {
          files.add(folder.resolve("home").resolve(path).normalize());
        }
      }
    }
    try (Stream<Path> home = Files.list(folder.resolve("home"))) {
      return new RecordedWrites(folder.resolve("temporary"), files, home.toList());
    }
  }
}
