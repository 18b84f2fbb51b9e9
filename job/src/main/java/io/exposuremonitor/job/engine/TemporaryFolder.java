package io.exposuremonitor.job.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of one run's own, gone when it is closed.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /** A new folder below the JVM's temporary directory. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("exposure-monitor"));
  }

  /** The engine may still be deleting its own files: what is gone already is no failure. */
  @Override
  public void close() throws IOException {
    for (Path each : contents()) {
      Files.deleteIfExists(each);
    }
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }
}
