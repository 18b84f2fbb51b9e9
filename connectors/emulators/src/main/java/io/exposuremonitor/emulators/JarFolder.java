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
 * A folder that the build fills with a server and all it asks for.
 *
 * <p>It is what the system property {@code exposure-monitor.NAME} names; else the folder of that
 * name beside the jar (or folder of classes) that this class lies in, as in a distribution; else
 * {@code NAME/target/lib} of this module, as in the source tree.
 *
 * @param name of the folder, and of the module of the build that fills it
 */
record JarFolder(String name) {
  private static final Map<Path, URLClassLoader> SHARED = new ConcurrentHashMap<>();

  /**
   * A class loader over the folder's jars that shares nothing with this program but Java's own
   * classes.
   *
   * @throws IllegalStateException when the folder is nowhere
   */
  URLClassLoader loader() {
    return new URLClassLoader(name, jars(find(places())), ClassLoader.getPlatformClassLoader());
  }

  /**
   * The same, but one for the life of the process: a native library can only be loaded once.
   *
   * @throws IllegalStateException when the folder is nowhere
   */
  ClassLoader sharedLoader() {
    return SHARED.computeIfAbsent(
        find(places()).toAbsolutePath().normalize(),
        folder -> new URLClassLoader(name, jars(folder), ClassLoader.getPlatformClassLoader()));
  }

  String property() {
    return "exposure-monitor." + name;
  }

  /** Where the folder may be. */
  List<Path> places() {
    String named = System.getProperty(property());
    if (named != null) {
      return List.of(Path.of(named));
    }
    return places(location());
  }

  /** Where it may be when nothing names it. */
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
