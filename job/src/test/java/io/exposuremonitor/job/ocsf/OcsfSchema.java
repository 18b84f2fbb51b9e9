package io.exposuremonitor.job.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of OCSF 1.5.0 that a finding may use, transcribed from the schema's class
 * detection_finding with the profiles cloud and host: which attribute belongs to which object,
 * which are required, of which type.
 *
 * <p>A line per object: its attributes, {@code !} for required, {@code :i} integer, {@code :b}
 * boolean, {@code :s} string, {@code :j} any JSON, {@code :[]s} strings, {@code :name} an object,
 * {@code :[]name} objects.
 */
final class OcsfSchema {
  private static final Map<String, Map<String, String>> OBJECTS = new HashMap<>();

  static {
    declare(
        "detection_finding",
        "activity_id!:i activity_name:s category_uid!:i category_name:s"
            + " class_uid!:i class_name:s type_uid!:i type_name:s time!:i start_time:i end_time:i"
            + " severity_id!:i severity:s confidence_id:i confidence:s confidence_score:i status_id:i"
            + " status:s status_detail:s is_alert:b message:s count:i finding_info!:finding_info"
            + " actor:actor cloud!:cloud resources:[]resource_details evidences:[]evidences"
            + " remediation:remediation metadata!:metadata unmapped:j");
    declare(
        "finding_info",
        "uid!:s title:s analytic:analytic attacks:[]attack created_time:i"
            + " modified_time:i first_seen_time:i last_seen_time:i src_url:s desc:s types:[]s");
    declare("analytic", "uid:s name:s type_id!:i type:s category:s desc:s version:s");
    declare("attack", "technique:technique sub_technique:technique tactic:technique version:s");
    declare("technique", "uid:s name:s src_url:s");
    declare("actor", "user:user session:session invoked_by:s app_name:s app_uid:s");
    declare("user", "uid:s name:s type_id:i type:s account:account credential_uid:s uid_alt:s");
    declare("session", "uid:s issuer:s credential_uid:s uid_alt:s");
    declare("account", "uid:s name:s type_id:i type:s");
    declare("cloud", "provider!:s region:s account:account cloud_partition:s zone:s");
    declare("resource_details", "uid:s name:s type:s region:s labels:[]s data:j");
    declare(
        "evidences",
        "name:s uid:s data:j actor:actor src_endpoint:network_endpoint"
            + " http_request:http_request");
    declare("network_endpoint", "ip:s svc_name:s uid:s name:s hostname:s");
    declare("http_request", "user_agent:s");
    declare("remediation", "desc!:s references:[]s");
    declare("metadata", "version!:s product!:product uid:s event_code:s profiles:[]s");
    declare("product", "name:s vendor_name:s version:s");
  }

  private OcsfSchema() {}

  /** Violations of the schema; empty if the finding conforms. */
  static List<String> violations(JsonNode finding) {
    List<String> found = new ArrayList<>();
    object("detection_finding", "", finding, found);
    finding.path("evidences").forEach(evidence -> evidence(evidence, found));
    return found;
  }

  private static void evidence(JsonNode evidence, List<String> found) {
    if (List.of("actor", "data", "src_endpoint").stream().noneMatch(evidence::has)) {
      found.add("an evidence has none of the attributes of which one must be there");
    }
  }

  private static void object(String type, String path, JsonNode node, List<String> found) {
    Map<String, String> attributes = OBJECTS.getOrDefault(type, Map.of());
    attributes.forEach(
        (name, declared) -> {
          if (declared.startsWith("!") && !node.has(name)) {
            found.add(path + name + " is missing");
          }
        });
    if (node.isEmpty()) {
      found.add(path + " is empty");
    }
    node.properties()
        .forEach(
            field -> {
              String declared = attributes.get(field.getKey());
              String where = path + field.getKey();
              if (declared == null) {
                found.add(where + " is not in the schema");
              } else {
                value(declared.replace("!", ""), where, field.getValue(), found);
              }
            });
  }

  private static void value(String type, String path, JsonNode node, List<String> found) {
    boolean matches =
        switch (type) {
          case "i" -> node.isIntegralNumber();
          case "b" -> node.isBoolean();
          case "s" -> node.isTextual() && !node.asText().isEmpty();
          case "j" -> true;
          default -> type.startsWith("[]") ? node.isArray() : node.isObject();
        };
    if (!matches) {
      found.add(path + " is no " + type);
    } else if (type.startsWith("[]")) {
      node.forEach(element -> value(type.substring(2), path, element, found));
    } else if (OBJECTS.containsKey(type)) {
      object(type, path + '.', node, found);
    }
  }

  private static void declare(String object, String attributes) {
    Map<String, String> types = new HashMap<>();
    for (String attribute : attributes.split(" ", -1)) {
      int colon = attribute.indexOf(':');
      String name = attribute.substring(0, colon);
      boolean required = name.endsWith("!");
      types.put(
          required ? name.substring(0, name.length() - 1) : name,
          (required ? "!" : "") + attribute.substring(colon + 1));
    }
    OBJECTS.put(object, types);
  }
}
