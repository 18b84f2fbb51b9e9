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
 * A folder in which the build places a server and all its dependencies.
 *
 * <p>The folder is the one that the system property {@code exposure-monitor.NAME} specifies;
 * otherwise the folder NAME next to the jar (or folder of classes) that contains this class, as in
 * a distribution; otherwise {@code NAME/target/lib} of this module, as in the source tree.
 *
 * @param name name of the folder, and of the build module that fills it
 */
record JarFolder(String name) {
  private static final Map<Path, URLClassLoader> SHARED = new ConcurrentHashMap<>();

  /**
   * A class loader for the folder's jars that shares only Java's own classes with this program.
   *
   * @throws IllegalStateException if the folder is not found
   */
  URLClassLoader loader() {
    return new URLClassLoader(name, jars(find(places())), ClassLoader.getPlatformClassLoader());
  }

  /**
   * Like {@link #loader}, but with one class loader for the life of the process, because a native
   * library can be loaded only once.
   *
   * @throws IllegalStateException if the folder is not found
   */
  ClassLoader sharedLoader() {
    return SHARED.computeIfAbsent(
        find(places()).toAbsolutePath().normalize(),
        folder -> new URLClassLoader(name, jars(folder), ClassLoader.getPlatformClassLoader()));
  }

  String property() {
    return "exposure-monitor." + name;
  }

  /** Candidate locations of the folder. */
  List<Path> places() {
    String named = System.getProperty(property());
    if (named != null) {
      return List.of(Path.of(named));
    }
    return places(location());
  }

  /** Candidate locations if the system property is not set. */
  List<Path> places(Path own) {
    return List.of(
        own.resolveSibling(name), own.resolve("../../" + name + "/target/lib").normalize());
  }

  Path find(List<Path> places) {
    return places.stream()
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There are no jars of "
                        + name
                        + " in any of "
                        + places
                        + "; build them (./mvnw -pl connectors/emulators/"
                        + name
                        + " generate-resources) or name their folder by -D"
                        + property()));
  }

  private static URL[] jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(JarFolder::url)
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
      return Path.of(JarFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
