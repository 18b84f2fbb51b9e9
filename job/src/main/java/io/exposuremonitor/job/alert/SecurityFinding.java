package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.text.Ellipsis;
import io.exposuremonitor.detectors.text.EnumNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes an incident as a finding in the AWS Security Finding Format, without {@code UpdatedAt}.
 * The finding's {@code Id} is the incident's, so that each revision updates the same finding. The
 * end of the incident archives it ({@code RecordState}). {@code Workflow} belongs to the analysts
 * and is never written.
 */
final class SecurityFinding {
  private static final String SCHEMA = "2018-10-08";
  private static final String GENERATOR = "dynamodb-exposure-monitor";
  private static final String TABLE = "AwsDynamoDbTable";
  private static final int MAX_TITLE = 256;
  private static final int MAX_DESCRIPTION = 1_024;
  private static final int MAX_TEXT = 512;
  private static final int MAX_FIELD = 1_024;

  private SecurityFinding() {}

  /**
   * The body of a letter.
   *
   * @param product ARN of the product under which the finding is imported, in that product's
   *     account
   */
  static Map<String, Object> of(String product, Incident incident, Pointers pointers) {
    String detection = incident.worst().map(IncidentStep::analytic).orElse("");
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("SchemaVersion", SCHEMA);
    finding.put("Id", incident.id());
    finding.put("ProductArn", product);
    finding.put("GeneratorId", detection.isEmpty() ? GENERATOR : GENERATOR + '/' + detection);
    finding.put("AwsAccountId", Arns.accountPart(product));
    finding.put("Region", Arns.region(product));
    finding.put("CreatedAt", moment(incident.start()));
    finding.put("FirstObservedAt", moment(incident.start()));
    finding.put("LastObservedAt", moment(incident.end()));
    finding.put("Title", Ellipsis.cut(title(incident), MAX_TITLE));
    finding.put("Description", Ellipsis.cut(incident.summary(), MAX_DESCRIPTION));
    finding.put("RecordState", incident.change().isEnd() ? "ARCHIVED" : "ACTIVE");
    finding.put("FindingProviderFields", rating(incident));
    finding.put("Resources", resources(incident, product));
    finding.put("ProductFields", fields(incident, pointers));
    recommend(finding, incident, pointers);
    String dashboard = pointers.dashboard(incident);
    if (!dashboard.isEmpty()) {
      finding.put("SourceUrl", dashboard);
    }
    return finding;
  }

  private static String moment(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String title(Incident incident) {
    String tactics = String.join(", ", incident.tactics().stream().map(Tactic::words).toList());
    return tactics.isEmpty() ? incident.summary() : "DynamoDB exposure: " + tactics;
  }

  private static Map<String, Object> rating(Incident incident) {
    String label = incident.level().name();
    Map<String, Object> rating = new LinkedHashMap<>();
    rating.put("Severity", Map.of("Label", label, "Original", label + ", risk " + incident.risk()));
    rating.put("Types", types(incident));
    return rating;
  }

  /** Types from the format's taxonomy, as {@code namespace/category}. */
  private static List<String> types(Incident incident) {
    Set<String> types = new LinkedHashSet<>();
    incident.tactics().forEach(tactic -> types.add(type(tactic)));
    if (types.isEmpty()) {
      types.add("Unusual Behaviors/Data");
    }
    return List.copyOf(types);
  }

  private static String type(Tactic tactic) {
    return switch (tactic) {
      case RECONNAISSANCE, DISCOVERY -> "TTPs/Discovery";
      case RESOURCE_DEVELOPMENT -> "Unusual Behaviors/Data";
      case INITIAL_ACCESS -> "TTPs/Initial Access";
      case EXECUTION -> "TTPs/Execution";
      case PERSISTENCE -> "TTPs/Persistence";
      case PRIVILEGE_ESCALATION -> "TTPs/Privilege Escalation";
      case DEFENSE_EVASION -> "TTPs/Defense Evasion";
      case CREDENTIAL_ACCESS -> "TTPs/Credential Access";
      case LATERAL_MOVEMENT -> "TTPs/Lateral Movement";
      case COLLECTION -> "TTPs/Collection";
      case COMMAND_AND_CONTROL -> "TTPs/Command and Control";
      case EXFILTRATION -> "Effects/Data Exfiltration";
      case IMPACT -> "Effects/Data Destruction";
    };
  }

  /** The incident's tables and actors: at least one resource, at most 24; the format allows 32. */
  private static List<Map<String, Object>> resources(Incident incident, String product) {
    Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
    for (String arn : incident.resources()) {
      String table = TableArns.ofStream(arn);
      String id = table.isEmpty() ? arn : table;
      resources.put(id, resource(id, "Target", product));
    }
    for (String actor : incident.actors()) {
      resources.putIfAbsent(actor, resource(actor, "Actor", product));
    }
    if (resources.isEmpty()) {
      String account = "AWS::::Account:" + Arns.accountPart(product);
      resources.put(account, resource(account, "Target", product));
    }
    return new ArrayList<>(resources.values());
  }

  private static Map<String, Object> resource(String id, String role, String product) {
    boolean isArn = Arns.isArn(id);
    String type = isArn ? type(id) : id.startsWith("AWS::::Account:") ? "AwsAccount" : "Other";
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("Type", type);
    resource.put("Id", Ellipsis.cut(id, MAX_TEXT));
    resource.put("Partition", Arns.partition(isArn ? id : product));
    if (isArn && !Arns.region(id).isEmpty()) {
      resource.put("Region", Arns.region(id));
    }
    resource.put("ResourceRole", role);
    if (type.equals(TABLE)) {
      resource.put("Details", Map.of(TABLE, Map.of("TableName", TableArns.name(id))));
    }
    return resource;
  }

  private static String type(String arn) {
    String name = Arns.resource(arn);
    return switch (Arns.service(arn)) {
      case "dynamodb" -> TableArns.isOfTable(arn) ? TABLE : "Other";
      case "iam" ->
          name.startsWith("role/")
              ? "AwsIamRole"
              : name.startsWith("user/") ? "AwsIamUser" : "Other";
      case "s3" -> "AwsS3Bucket";
      case "kinesis" -> "AwsKinesisStream";
      case "lambda" -> "AwsLambdaFunction";
      default -> "Other";
    };
  }

  private static Map<String, String> fields(Incident incident, Pointers pointers) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("exposure/change", EnumNames.lowerCase(incident.change()));
    fields.put("exposure/state", EnumNames.lowerCase(incident.state()));
    fields.put("exposure/revision", Long.toString(incident.revision()));
    fields.put("exposure/risk", Integer.toString(incident.risk()));
    fields.put("exposure/findings", Integer.toString(incident.findings()));
    fields.put("exposure/accounts", String.join(" ", incident.accounts()));
    fields.put("exposure/replay", pointers.replay(incident));
    if (incident.coveragePercent() > 0) {
      fields.put("exposure/coverage_percent", Integer.toString(incident.coveragePercent()));
    }
    if (incident.sensitivity() != null) {
      fields.put("exposure/sensitivity", EnumNames.lowerCase(incident.sensitivity()));
    }
    int number = 1;
    for (IncidentStep step : incident.timeline()) {
      fields.put(
          String.format(Locale.ROOT, "exposure/timeline/%02d", number++),
          moment(step.start())
              + ' '
              + EnumNames.lowerCase(step.level())
              + ' '
              + step.analytic()
              + ": "
              + step.message());
    }
    fields.replaceAll((name, value) -> Ellipsis.cut(value, MAX_FIELD));
    fields.values().removeIf(String::isEmpty);
    return fields;
  }

  /**
   * Adds the first step about the most severe finding and its guide, also as a link if the address
   * of the guides is configured.
   */
  private static void recommend(Map<String, Object> finding, Incident incident, Pointers pointers) {
    List<String> guides = pointers.guides(incident);
    if (guides.isEmpty()) {
      return;
    }
    String guide = guides.get(0);
    Map<String, Object> recommendation = new LinkedHashMap<>();
    String step = pointers.whatToDo(incident).stream().findFirst().orElse("");
    recommendation.put("Text", Ellipsis.cut((step + " Guide: " + guide).strip(), MAX_TEXT));
    if (guide.startsWith("http")) {
      recommendation.put("Url", Ellipsis.cut(guide, MAX_TEXT));
    }
    finding.put("Remediation", Map.of("Recommendation", recommendation));
  }
}
