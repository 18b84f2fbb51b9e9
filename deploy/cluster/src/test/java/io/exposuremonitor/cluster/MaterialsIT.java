package io.exposuremonitor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The components of the jar, and that their licences permit its use. */
class MaterialsIT {
  /**
   * Licences that permit distribution without source code, by SPDX id or, where a library declares
   * none, by its own text.
   */
  private static final Set<String> ALLOWED =
      Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause");

  /** Inside Netty's own jar, under Apache-2.0; unknown to a list made from dependencies. */
  private static final String SHADED_COMPONENT = "jctools-core";

  private static JsonNode bom;

  @BeforeAll
  static void read() throws IOException {
    bom = new ObjectMapper().readTree(Path.of(System.getProperty("cluster.bom")).toFile());
  }

  @Test
  void everyComponentHasAnAllowedLicence() {
    List<JsonNode> components = components();
    assertThat(components).hasSizeGreaterThan(30);
    for (JsonNode component : components) {
      if (component.path("group").asText().equals("io.exposuremonitor")) {
        continue;
      }
      List<String> licences = licences(component);
      assertThat(licences).as(component.path("purl").asText()).isNotEmpty();
      // One of several licences may be chosen.
      assertThat(licences).as(component.path("purl").asText()).containsAnyElementsOf(ALLOWED);
    }
  }

  private static List<String> licences(JsonNode component) {
    return StreamSupport.stream(component.path("licenses").spliterator(), false)
        .map(MaterialsIT::licence)
        .toList();
  }

  private static String licence(JsonNode choice) {
    JsonNode licence = choice.path("license");
    return licence.has("id") ? licence.path("id").asText() : licence.path("name").asText();
  }

  /** Every component that identifies itself inside the jar is in the list, in the same version. */
  @Test
  void listsEveryComponentOfTheJar() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : components()) {
      listed.add(component.path("name").asText() + ' ' + component.path("version").asText());
    }
    List<String> inside = new ArrayList<>();
    try (JarFile jar = new JarFile(System.getProperty("cluster.jar"))) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
          Properties pom = new Properties();
          try (InputStream in = jar.getInputStream(entry)) {
            pom.load(in);
          }
          if (!pom.getProperty("artifactId").equals(SHADED_COMPONENT)) {
            inside.add(pom.getProperty("artifactId") + ' ' + pom.getProperty("version"));
          }
        }
      }
    }
    inside.remove("exposure-monitor-cluster " + bom.at("/metadata/component/version").asText());
    assertThat(inside).hasSizeGreaterThan(20);
    assertThat(listed).containsAll(inside);
  }

  /** The same sources give the same bytes. */
  @Test
  void containsNoBuildTimestamp() {
    assertThat(bom.path("serialNumber").isMissingNode()).isTrue();
    assertThat(bom.at("/metadata/timestamp").isMissingNode()).isTrue();
  }

  @Test
  void licenceListNamesItsComponents() throws IOException {
    String list = Files.readString(Path.of(System.getProperty("cluster.licences")));
    assertThat(list).contains("Jackson", "AWS Java SDK").doesNotContain("Unknown license");
  }

  private static List<JsonNode> components() {
    return StreamSupport.stream(bom.path("components").spliterator(), false).toList();
  }
}
