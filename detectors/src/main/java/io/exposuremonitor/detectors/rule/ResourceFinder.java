package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the resource that a record is about, preferably a table or stream. */
final class ResourceFinder {
  private static final List<String> TYPES =
      List.of("AWS::DynamoDB::Table", "AWS::DynamoDB::Stream", "AWS::Kinesis::Stream");

  /** Request parameters that name a resource, most specific first. */
  private static final List<FieldPath> PARAMETERS =
      Stream.of(
              "tableArn",
              "tableName",
              "sourceTableArn",
              "sourceTableName",
              "globalTableName",
              "resourceArn",
              "backupArn",
              "streamArn",
              "eventSourceArn",
              "sourceArn",
              "source",
              "recoveryPointArn",
              "streamName",
              "targetTableName",
              "bucketName",
              "keyId")
          .map(name -> FieldPath.of("requestParameters." + name))
          .toList();

  /**
   * How the last part of an ARN begins, by the service and the parameter, in lower case, that names
   * the resource. Names of other services may have the same parameters.
   */
  private static final Map<String, String> NAMED =
      Map.of(
          "backup.backupplanid", "backup-plan:",
          "backup.backupvaultname", "backup-vault:",
          "cloudtrail.name", "trail/",
          "cloudtrail.trailname", "trail/",
          "firehose.deliverystreamname", "deliverystream/",
          "osis.pipelinename", "pipeline/",
          "pipes.name", "pipe/",
          "s3.name", "accesspoint/");

  private static final String HOST = ".amazonaws.com";

  private final RuleEvent event;
  private final String account;
  private final String region;

  private ResourceFinder(RuleEvent event) {
    this.event = event;
    this.account = event.text("recipientAccountId");
    this.region = event.text("awsRegion");
  }

  /**
   * The resource's ARN.
   *
   * @param preferred field paths to look at first
   * @return the ARN, or the account where the record names no resource
   */
  static String find(RuleEvent event, List<String> preferred) {
    ResourceFinder finder = new ResourceFinder(event);
    return Stream.<Function<ResourceFinder, Optional<String>>>of(
            f -> f.preferred(preferred),
            ResourceFinder::listed,
            f -> f.firstOf(PARAMETERS),
            ResourceFinder::anyArn)
        .flatMap(way -> way.apply(finder).stream())
        .findFirst()
        .map(TableArns::ofCopyOrIndex)
        .orElse(finder.account);
  }

  /** A value named by the rule is used as is if no ARN can be built from it. */
  private Optional<String> preferred(List<String> fields) {
    return fields.stream()
        .map(FieldPath::of)
        .flatMap(
            path ->
                event.field(path).stream()
                    .filter(value -> !value.asText().isEmpty())
                    .map(value -> arn(path, value).orElse(value.asText())))
        .findFirst();
  }

  private Optional<String> listed() {
    for (String type : TYPES) {
      for (JsonNode resource : event.root().path("resources")) {
        String arn = resource.path("ARN").asText("");
        if (resource.path("type").asText().equals(type) && !arn.isEmpty()) {
          return Optional.of(arn);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstOf(List<FieldPath> paths) {
    return paths.stream()
        .flatMap(path -> event.field(path).stream().flatMap(value -> arn(path, value).stream()))
        .findFirst();
  }

  private Optional<String> arn(FieldPath path, JsonNode value) {
    String text = value.isTextual() ? value.textValue() : "";
    if (text.isEmpty() || Arns.beginsAsArn(text)) {
      return Optional.of(text).filter(arn -> !arn.isEmpty());
    }
    String parameter = path.lastStep().toLowerCase(Locale.ROOT);
    String service = event.eventSource().replace(HOST, "");
    String type = NAMED.get(service + '.' + parameter);
    if (type != null) {
      return Optional.of(arn(service, region, account, type + text));
    }
    if (parameter.endsWith("tablename")) {
      return Optional.of(arn("dynamodb", region, account, "table/" + text));
    }
    if (parameter.endsWith("streamname")) {
      return Optional.of(arn("kinesis", region, account, "stream/" + text));
    }
    if (parameter.contains("bucket")) {
      return Optional.of(arn("s3", "", "", text));
    }
    return parameter.equals("keyid") && !text.contains("/")
        ? Optional.of(arn("kms", region, account, "key/" + text))
        : Optional.empty();
  }

  private String arn(String service, String place, String owner, String name) {
    return Arns.build(Arns.partitionOf(region), service, place, owner, name);
  }

  private Optional<String> anyArn() {
    Stream<JsonNode> listed = event.field("resources.ARN").stream().filter(JsonNode::isTextual);
    Stream<JsonNode> named =
        event.root().path("requestParameters").properties().stream()
            .filter(member -> !PrivateFields.holdsValues(member.getKey()))
            .map(Map.Entry::getValue)
            .filter(value -> Arns.beginsAsArn(value.asText()));
    return Stream.concat(listed, named).map(JsonNode::textValue).findFirst();
  }
}
