package io.exposuremonitor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kubernetes objects.
 *
 * @param objects as they would be sent
 */
record Manifests(List<JsonNode> objects) {
  private static final ObjectMapper MODEL =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
          "rbac.authorization.k8s.io/v1/Role", Role.class,
          "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
          "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class);

  /** Kustomize's output for a folder. */
  static Manifests kustomized(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String built = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("kubectl kustomize " + folder).isZero();
    return new Manifests(Yaml.all(built));
  }

  /** The only object of a kind. */
  JsonNode only(String kind) {
    List<JsonNode> found =
        objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  /** Fails on a field that Kubernetes, its operators or the custom resources don't know. */
  void check() throws IOException {
    for (JsonNode object : objects) {
      String type = object.path("apiVersion").asText() + '/' + object.path("kind").asText();
      if (type.equals("flink.apache.org/v1beta1/FlinkDeployment")) {
        assertThat(Yaml.schema("flinkdeployment.schema.json").validate(object)).isEmpty();
        checkAs(object.at("/spec/podTemplate"), PodTemplateSpec.class, "a pod's template");
      } else {
        assertThat(TYPES).containsKey(type);
        checkAs(object, TYPES.get(type), type);
      }
    }
  }

  /** The model accepts and keeps unknown fields, so it must not have kept any. */
  private static void checkAs(JsonNode object, Class<?> type, String name)
      throws JsonProcessingException {
    com.fasterxml.jackson.databind.node.ObjectNode plain = object.deepCopy();
    if (type == PodTemplateSpec.class) {
      plain.remove(List.of("apiVersion", "kind"));
    }
    refuseUnknown(MODEL.treeToValue(plain, type), name);
  }

  private static void refuseUnknown(Object value, String place) {
    if (value instanceof Iterable<?> list) {
      list.forEach(element -> refuseUnknown(element, place + "[]"));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> refuseUnknown(element, place + '.' + key));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
      for (var getter : value.getClass().getMethods()) {
        if (getter.getParameterCount() == 0 && getter.getName().startsWith("get")) {
          Object field = read(value, getter);
          if (getter.getName().equals("getAdditionalProperties")) {
            assertThat((Map<?, ?>) field).as("unknown at " + place).isEmpty();
          } else if (field != null && !(field instanceof Class<?>)) {
            refuseUnknown(field, place + '.' + getter.getName().substring("get".length()));
          }
        }
      }
    }
  }

  private static Object read(Object value, java.lang.reflect.Method getter) {
    try {
      return getter.invoke(value);
    } catch (ReflectiveOperationException unreadable) {
      throw new LinkageError(getter.toString(), unreadable);
    }
  }

  /** The fields of an object. */
  static Set<Map.Entry<String, JsonNode>> fields(JsonNode object) {
    return object.properties();
  }
}
