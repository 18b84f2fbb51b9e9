package io.exposuremonitor.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The overlays as Kustomize builds them. */
class KubernetesTest {
  private static final List<String> OVERLAYS = List.of("eks", "shared-volume");
  private static final Map<String, Manifests> BUILT = new TreeMap<>();

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    boolean kubectl;
    try {
      kubectl = new ProcessBuilder("kubectl", "kustomize", "--help").start().waitFor() == 0;
    } catch (IOException absent) {
      kubectl = false;
    }
    assumeTrue(
        kubectl, "SKIPPED: manifests are built by 'kubectl kustomize', and there is no kubectl");
    for (String overlay : OVERLAYS) {
      BUILT.put(overlay, Manifests.kustomized(Path.of("overlays", overlay)));
    }
  }

  @Test
  void containsOnlyKnownFields() throws IOException {
    for (Manifests manifests : BUILT.values()) {
      manifests.check();
    }
  }

  /** Proves that the check above works. */
  @Test
  void detectsMisspeltFields() {
    for (String place :
        List.of(
            "/spec/job",
            "/spec/podTemplate/spec/containers/0",
            "/spec/podTemplate/spec/containers/0/securityContext")) {
      JsonNode deployment = BUILT.get("eks").only("FlinkDeployment").deepCopy();
      ((ObjectNode) deployment.at(place)).put("upgradeMood", "savepoint");
      assertThatThrownBy(new Manifests(List.of(deployment))::check)
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void jobAcceptsItsSettings() {
    for (Manifests manifests : BUILT.values()) {
      JsonNode settings = manifests.only("ConfigMap").path("data");
      RunSettings read =
          RunSettings.ofFile("monitor.yml", settings.path("monitor.yml").asText(), Instant.EPOCH);
      assertThat(read.monitor().policy()).isEqualTo("/etc/exposure-monitor/policy.yml");
      assertThat(settings.path("policy.yml").asText()).contains("version: 1");
      assertThat(
              manifests
                  .only("FlinkDeployment")
                  .at("/spec/podTemplate/spec/volumes/0/configMap/name"))
          .isEqualTo(manifests.only("ConfigMap").at("/metadata/name"));
    }
  }

  @Test
  void setsOnlyKnownFlinkOptions() {
    Set<String> known = FlinkOptions.known();
    for (Manifests manifests : BUILT.values()) {
      JsonNode configuration = manifests.only("FlinkDeployment").at("/spec/flinkConfiguration");
      for (Map.Entry<String, JsonNode> entry : Manifests.fields(configuration)) {
        assertThat(known).contains(entry.getKey());
      }
      // It would replace the operator's value, which Flink needs to run on Java 17.
      assertThat(configuration.has("env.java.opts.all")).isFalse();
      assertThat(configuration.path("high-availability.type").asText()).isEqualTo("kubernetes");
      assertThat(configuration.path("state.backend.type").asText()).isEqualTo("rocksdb");
      for (String folder :
          List.of(
              "execution.checkpointing.dir",
              "execution.checkpointing.savepoint-dir",
              "high-availability.storageDir")) {
        assertThat(configuration.path(folder).asText()).matches("(s3|file)://.+");
      }
    }
  }

  /** Whoever runs a cluster of their own by the manual gets the settings that are shipped here. */
  @Test
  void setsTheFlinkOptionsOfTheManual() throws IOException {
    String manual = Files.readString(Yaml.DEPLOY.resolve("../docs/running-on-a-cluster.md"), UTF_8);
    int block = manual.indexOf("pipeline.object-reuse");
    JsonNode documented = Yaml.all(manual.substring(block, manual.indexOf("```", block))).get(0);
    assertThat(documented.size()).isGreaterThan(8);
    for (Manifests manifests : BUILT.values()) {
      JsonNode configuration = manifests.only("FlinkDeployment").at("/spec/flinkConfiguration");
      for (Map.Entry<String, JsonNode> option : Manifests.fields(documented)) {
        String shipped = configuration.path(option.getKey()).asText();
        assertThat(shipped).as(option.getKey()).isNotEmpty();
        if (!option.getKey().endsWith("dir")) {
          assertThat(shipped).as(option.getKey()).isEqualTo(option.getValue().asText());
        }
      }
    }
  }

  @Test
  void upgradesBySavepointInApplicationMode() {
    for (Manifests manifests : BUILT.values()) {
      JsonNode job = manifests.only("FlinkDeployment").at("/spec/job");
      assertThat(job.path("upgradeMode").asText()).isEqualTo("savepoint");
      assertThat(job.path("allowNonRestoredState").asBoolean(true)).isFalse();
      assertThat(job.path("entryClass").asText())
          .isEqualTo("io.exposuremonitor.job.live.ClusterJob");
    }
  }

  /** Pod Security Standards, profile "restricted". */
  @Test
  void meetsRestrictedPodSecurityStandard() {
    for (Manifests manifests : BUILT.values()) {
      assertThat(
              manifests
                  .only("Namespace")
                  .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                  .asText())
          .isEqualTo("restricted");
      JsonNode pod = manifests.only("FlinkDeployment").at("/spec/podTemplate/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
        assertThat(pod.has(shared)).isFalse();
      }
      for (JsonNode container : pod.path("containers")) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.path("ports")).noneMatch(port -> port.has("hostPort"));
      }
      Set<String> allowed = Set.of("configMap", "emptyDir", "persistentVolumeClaim");
      for (JsonNode volume : pod.path("volumes")) {
        for (Map.Entry<String, JsonNode> field : Manifests.fields(volume)) {
          assertThat(field.getKey()).matches(name -> name.equals("name") || allowed.contains(name));
        }
      }
    }
  }

  @Test
  void allowsOnlyNamedIngressAndEgress() {
    for (Manifests manifests : BUILT.values()) {
      JsonNode policy = manifests.only("NetworkPolicy").path("spec");
      assertThat(policy.path("policyTypes"))
          .extracting(JsonNode::asText)
          .contains("Ingress", "Egress");
      assertThat(policy.path("ingress")).allMatch(rule -> rule.path("from").size() > 0);
      assertThat(policy.path("egress")).allMatch(rule -> rule.path("to").size() > 0);
      assertThat(policy.toString()).contains("169.254.169.254/32");
      JsonNode pod = manifests.only("FlinkDeployment").at("/spec/podTemplate/metadata/labels");
      JsonNode selected = policy.at("/podSelector/matchLabels");
      JsonNode scraped = manifests.only("Service").at("/spec/selector");
      for (JsonNode selector : List.of(selected, scraped)) {
        for (Map.Entry<String, JsonNode> label : Manifests.fields(selector)) {
          assertThat(pod.path(label.getKey())).isEqualTo(label.getValue());
        }
      }
    }
  }

  @Test
  void containsNoSecret() {
    for (Manifests manifests : BUILT.values()) {
      assertThat(manifests.objects())
          .noneMatch(object -> object.path("kind").asText().equals("Secret"));
    }
  }

  @Test
  void putsEveryObjectInItsNamespace() {
    for (Manifests manifests : BUILT.values()) {
      assertThat(manifests.objects())
          .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
          .allMatch(object -> object.at("/metadata/namespace").asText().equals("exposure-monitor"));
    }
  }
}
