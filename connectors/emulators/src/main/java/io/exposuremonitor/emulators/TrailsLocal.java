package io.exposuremonitor.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.emulators.AccountLocal.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** Emulates an account's CloudTrail trails: whether they are logging, and their event selectors. */
final class TrailsLocal {
  private static final String NAME = "Name";
  private static final String ARN = "TrailARN";
  private static final String EVERY_REGION = "IsMultiRegionTrail";
  private static final String BUCKET = "S3BucketName";
  private static final String BASIC = "EventSelectors";
  private static final String ADVANCED = "AdvancedEventSelectors";

  private record Trail(ObjectNode description, boolean logging, ObjectNode selectors) {
    Trail logging(boolean on) {
      return new Trail(description, on, selectors);
    }
  }

  private final String arns;
  private final String region;
  private final Map<String, Trail> byArn = new TreeMap<>();

  TrailsLocal(String account, String region) {
    this.region = region;
    this.arns = "arn:aws:cloudtrail:" + region + ':' + account + ":trail/";
  }

  /** Answers a call. */
  synchronized JsonNode answer(String operation, JsonNode request) {
    return switch (operation) {
      case "CreateTrail" -> createTrail(request);
      case "DescribeTrails" -> describeTrails();
      case "GetTrailStatus" -> empty().put("IsLogging", find(request, NAME).logging());
      case "GetEventSelectors" -> find(request, "TrailName").selectors();
      case "PutEventSelectors" -> putSelectors(request);
      case "StartLogging" -> setLogging(request, true);
      case "StopLogging" -> setLogging(request, false);
      default -> throw new Refusal("UnknownOperationException", operation);
    };
  }

  /** Creates a trail with the default selectors, which record management events. */
  private JsonNode createTrail(JsonNode request) {
    String name = request.path(NAME).asText();
    ObjectNode description =
        empty()
            .put(NAME, name)
            .put(ARN, arns + name)
            .put("HomeRegion", region)
            .put(BUCKET, request.path(BUCKET).asText())
            .put(EVERY_REGION, request.path(EVERY_REGION).asBoolean())
            .put("IsOrganizationTrail", false);
    ObjectNode selectors = empty().put(ARN, arns + name);
    selectors
        .putArray(BASIC)
        .addObject()
        .put("ReadWriteType", "All")
        .put("IncludeManagementEvents", true)
        .putArray("DataResources");
    byArn.put(arns + name, new Trail(description, false, selectors));
    return description;
  }

  private JsonNode describeTrails() {
    ObjectNode answer = empty();
    ArrayNode list = answer.putArray("trailList");
    byArn.values().forEach(trail -> list.add(trail.description()));
    return answer;
  }

  private JsonNode putSelectors(JsonNode request) {
    Trail trail = find(request, "TrailName");
    String arn = trail.description().get(ARN).asText();
    ObjectNode selectors = empty().put(ARN, arn);
    for (String kind : new String[] {BASIC, ADVANCED}) {
      if (request.has(kind)) {
        selectors.set(kind, request.get(kind));
      }
    }
    byArn.put(arn, new Trail(trail.description(), trail.logging(), selectors));
    return selectors;
  }

  private JsonNode setLogging(JsonNode request, boolean on) {
    Trail trail = find(request, NAME);
    byArn.put(trail.description().get(ARN).asText(), trail.logging(on));
    return empty();
  }

  /** Finds a trail by ARN or name. */
  private Trail find(JsonNode request, String member) {
    String wanted = request.path(member).asText();
    Trail trail = byArn.get(wanted.startsWith("arn:") ? wanted : arns + wanted);
    if (trail == null) {
      throw new Refusal("TrailNotFoundException", "Unknown trail: " + wanted);
    }
    return trail;
  }

  private static ObjectNode empty() {
    return AccountLocal.JSON.createObjectNode();
  }
}
