package io.exposuremonitor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The managed service's requirements on the jar, and pitfalls of merging many jars into one. */
class ClusterJarIT {
  /** Limit of Amazon Managed Service for Apache Flink; a larger jar does not start. */
  private static final long SIZE_LIMIT = 512L << 20;

  /** The value of project.build.outputTimestamp. */
  private static final LocalDateTime SOURCES = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final Path PATH = Path.of(System.getProperty("cluster.jar"));

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(PATH.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void isSmallEnoughForTheManagedService() throws IOException {
    assertThat(Files.size(PATH)).isLessThan(SIZE_LIMIT);
  }

  @Test
  void namesItsEntryClassAndVersion() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    String main = manifest.getValue(Attributes.Name.MAIN_CLASS);
    assertThat(main).isEqualTo("io.exposuremonitor.job.live.ClusterJob");
    assertThat(entries()).contains(main.replace('.', '/') + ".class");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
  }

  /** A Flink version other than the cluster's, or a second logger, breaks jobs. */
  @Test
  void containsNothingThatTheClusterProvides() {
    assertThat(classes())
        .filteredOn(name -> name.startsWith("org/apache/flink/"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("org/apache/flink/connector/"));
    assertThat(classes())
        .noneMatch(
            name ->
                name.startsWith("org/rocksdb/")
                    || name.startsWith("org/slf4j/")
                    || name.startsWith("org/apache/logging/")
                    || name.startsWith("org/apache/commons/logging/")
                    || name.startsWith("com/esotericsoftware/"));
    assertThat(entries()).doesNotContain("log4j2.properties", "log4j.properties");
  }

  @Test
  void containsEveryClassOnceFromOneLibrary() throws IOException {
    assertThat(entries()).doesNotHaveDuplicates();
    List<String> ambiguous = new ArrayList<>();
    for (String name : classes()) {
      List<URL> places = Collections.list(ClusterJarIT.class.getClassLoader().getResources(name));
      if (places.size() > 1) {
        ambiguous.add(name + " in " + places);
      }
    }
    assertThat(ambiguous).isEmpty();
  }

  @Test
  void isNotSigned() {
    assertThat(entries()).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"));
  }

  @Test
  void mergesServices() throws IOException {
    List<String> services =
        entries().stream().filter(name -> name.startsWith("META-INF/services/")).toList();
    assertThat(services).isNotEmpty();
    for (String service : services) {
      List<String> merged = lines(service);
      List<String> separate = new ArrayList<>();
      for (URL place :
          Collections.list(ClusterJarIT.class.getClassLoader().getResources(service))) {
        if (isOfTests(place)) {
          continue;
        }
        try (var in = place.openStream()) {
          separate.addAll(
              new String(in.readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .map(ClusterJarIT::withoutComment)
                  .filter(line -> !line.isEmpty())
                  .toList());
        }
      }
      assertThat(merged)
          .as(service)
          .containsExactlyInAnyOrderElementsOf(separate.stream().distinct().toList());
    }
  }

  @Test
  void includesLicencesAndNotices() throws IOException {
    assertThat(text("META-INF/NOTICE")).contains("Jackson JSON processor", "AWS SDK for Java");
    assertThat(text("META-INF/LICENSE") + text("META-INF/LICENSE.txt"))
        .contains("Apache License", "Version 2.0");
  }

  /** The same sources give the same bytes. */
  @Test
  void containsNoBuildTimestamp() {
    assertThat(
            jar.stream()
                .filter(
                    entry ->
                        entry.getName().startsWith("io/exposuremonitor/")
                            || entry.getName().equals(JarFile.MANIFEST_NAME)))
        .isNotEmpty()
        .allMatch(entry -> entry.getTimeLocal().equals(SOURCES));
    LocalDateTime today = LocalDate.now(ZoneId.systemDefault()).atStartOfDay();
    assertThat(jar.stream().map(ZipEntry::getTimeLocal)).noneMatch(today::isBefore);
  }

  /** Tests of other modules, which this class path contains as well, register services too. */
  private static boolean isOfTests(URL place) {
    return place.getPath().contains("-tests.jar!") || place.getPath().contains("/test-classes/");
  }

  private static List<String> entries() {
    return jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).toList();
  }

  private static List<String> classes() {
    return entries().stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static List<String> lines(String entry) throws IOException {
    return text(entry)
        .lines()
        .map(ClusterJarIT::withoutComment)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String withoutComment(String line) {
    return line.replaceFirst("#.*", "").strip();
  }

  private static String text(String entry) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
