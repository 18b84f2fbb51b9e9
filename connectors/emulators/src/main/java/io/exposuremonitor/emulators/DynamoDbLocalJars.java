package io.exposuremonitor.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder that the build fills with DynamoDB Local, all it asks for, and SQLite's native
 * libraries.
 *
 * <p>It is what the system property {@value #PROPERTY} names; else {@code dynamodb-local} beside
 * the jar (or folder of classes) that this class lies in, as in a distribution; else {@code
 * dynamodb-local/target/lib} of this module, as in the source tree.
 */
final class DynamoDbLocalJars {
  static final String PROPERTY = "exposure-monitor.dynamodb-local";

  /**
   * One loader for each folder, kept for the life of the process: a native library can only be
   * loaded once.
   */
  private static final Map<Path, URLClassLoader> LOADERS = new ConcurrentHashMap<>();

  private DynamoDbLocalJars() {}

  static Path find() {
    String named = System.getProperty(PROPERTY);
    return find(named == null ? places(location()) : List.of(Path.of(named)));
  }

  /** Where the folder may be when nothing names it. */
  static List<Path> places(Path jarOrClasses) {
    Path beside = jarOrClasses.resolveSibling("dynamodb-local");
    Path built = jarOrClasses.resolve("../../dynamodb-local/target/lib").normalize();
    return List.of(beside, built);
  }

  static Path find(List<Path> places) {
    return places.stream()
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "DynamoDB Local is in none of "
                        + places
                        + "; build it (./mvnw -pl connectors/emulators/dynamodb-local"
                        + " generate-resources) or name its folder by -D"
                        + PROPERTY));
  }

  static ClassLoader loader(Path folder) {
    return LOADERS.computeIfAbsent(
        folder.toAbsolutePath().normalize(),
        f -> new URLClassLoader(jars(f), ClassLoader.getPlatformClassLoader()));
  }

  private static URL[] jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(DynamoDbLocalJars::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path location() {
    try {
      return Path.of(
          DynamoDbLocalJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
