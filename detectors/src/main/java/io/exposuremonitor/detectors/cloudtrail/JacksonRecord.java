package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one record, as read by Jackson. */
final class JacksonRecord {
  String eventTime = "";
  String eventSource = "";
  String eventName = "";
  String eventId = "";
  String sharedEventId = "";
  String awsRegion = "";
  String recipientAccountId = "";
  String sourceIp = "";
  String userAgent = "";
  boolean userAgentIsText = true;
  String vpcEndpointId = "";
  String vpcEndpointAccountId = "";
  String errorCode = "";
  String errorMessage = "";
  String startedExport = "";
  boolean hasParameters;
  Identity identity = new Identity();
  JacksonRequest parameters = JacksonRequest.NONE;
  List<String> resourceArns = List.of();
  private String eventType = "";
  private String eventCategory = "";
  private String messageType = "";
  private boolean digest;

  void read(JsonParser parser, JacksonRequestReader requests) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "eventTime" ->
            eventTime = token == JsonToken.VALUE_STRING ? parser.getText() : notText(parser);
        case "eventSource" -> eventSource = JacksonReferenceDecoder.text(parser);
        case "eventName" -> eventName = JacksonReferenceDecoder.text(parser);
        case "eventID" -> eventId = JacksonReferenceDecoder.text(parser);
        case "eventType" -> eventType = JacksonReferenceDecoder.text(parser);
        case "eventCategory" -> eventCategory = JacksonReferenceDecoder.text(parser);
        case "sharedEventID" -> sharedEventId = JacksonReferenceDecoder.text(parser);
        case "awsRegion" -> awsRegion = JacksonReferenceDecoder.text(parser);
        case "recipientAccountId" -> recipientAccountId = JacksonReferenceDecoder.text(parser);
        case "sourceIPAddress" -> sourceIp = JacksonReferenceDecoder.text(parser);
        case "userAgent" -> {
          userAgentIsText = token == JsonToken.VALUE_STRING;
          userAgent = JacksonReferenceDecoder.text(parser);
        }
        case "vpcEndpointId" -> vpcEndpointId = JacksonReferenceDecoder.text(parser);
        case "vpcEndpointAccountId" -> vpcEndpointAccountId = JacksonReferenceDecoder.text(parser);
        case "errorCode" -> errorCode = JacksonReferenceDecoder.text(parser);
        case "errorMessage" -> errorMessage = JacksonReferenceDecoder.text(parser);
        case "responseElements" -> {
          startedExport = "";
          readResponse(parser);
        }
        case "messageType" -> messageType = JacksonReferenceDecoder.text(parser);
        case "userIdentity" -> identity = identity(parser);
        case "resources" -> resourceArns = JacksonReferenceDecoder.resourceArns(parser);
        case "requestParameters" -> {
          hasParameters = parser.currentToken() == JsonToken.START_OBJECT;
          parameters = requests.read(parser);
        }
        case "digestStartTime" -> {
          digest = true;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void readResponse(JsonParser parser) throws IOException {
    fields(
        parser,
        name -> {
          if (name.equals(RecordDecoder.EXPORT_DESCRIPTION)) {
            startedExport = "";
            fields(
                parser,
                member -> {
                  String text = JacksonReferenceDecoder.text(parser);
                  startedExport = member.equals(RecordDecoder.EXPORT_ARN) ? text : startedExport;
                });
          } else {
            parser.skipChildren();
          }
        });
  }

  private static String notText(JsonParser parser) throws IOException {
    parser.skipChildren();
    return "";
  }

  /** True if a VPC endpoint created the record. */
  boolean isOfEndpoint() {
    return eventCategory.equals("NetworkActivity");
  }

  @Nullable SkipReason special() {
    if (eventCategory.equals("Aggregated") || eventType.equals("AwsAggregatedEvent")) {
      return SkipReason.AGGREGATED;
    }
    if (eventCategory.equals("Insight") || eventType.equals("AwsCloudTrailInsight")) {
      return SkipReason.INSIGHT;
    }
    if (!eventSource.isEmpty() && !eventName.isEmpty()) {
      return null;
    }
    if (digest) {
      return SkipReason.DIGEST;
    }
    return messageType.equals("CONTROL_MESSAGE")
        ? SkipReason.CONTROL_MESSAGE
        : SkipReason.NOT_CLOUDTRAIL;
  }

  private static Identity identity(JsonParser parser) throws IOException {
    Identity identity = new Identity();
    fields(
        parser,
        name -> {
          switch (name) {
            case "type" -> identity.type = JacksonReferenceDecoder.text(parser);
            case "arn" -> identity.arn = JacksonReferenceDecoder.text(parser);
            case "accountId" -> identity.accountId = JacksonReferenceDecoder.text(parser);
            case "accessKeyId" -> identity.accessKeyId = JacksonReferenceDecoder.text(parser);
            case "userName" -> identity.userName = JacksonReferenceDecoder.text(parser);
            case "principalId" -> identity.principalId = JacksonReferenceDecoder.text(parser);
            case "invokedBy" -> identity.invokedBy = JacksonReferenceDecoder.text(parser);
            case "identityProvider" ->
                identity.identityProvider = JacksonReferenceDecoder.text(parser);
            case "sessionContext" -> readSession(parser, identity);
            case "onBehalfOf" -> readOnBehalfOf(parser, identity);
            default -> parser.skipChildren();
          }
        });
    return identity;
  }

  private static void readSession(JsonParser parser, Identity identity) throws IOException {
    identity.issuerArn = "";
    identity.sourceIdentity = "";
    fields(
        parser,
        name -> {
          switch (name) {
            case "sourceIdentity" -> identity.sourceIdentity = JacksonReferenceDecoder.text(parser);
            case "sessionIssuer" -> readIssuer(parser, identity);
            default -> parser.skipChildren();
          }
        });
  }

  private static void readIssuer(JsonParser parser, Identity identity) throws IOException {
    identity.issuerArn = "";
    fields(
        parser,
        name -> {
          String text = JacksonReferenceDecoder.text(parser);
          identity.issuerArn = name.equals("arn") ? text : identity.issuerArn;
        });
  }

  private static void readOnBehalfOf(JsonParser parser, Identity identity) throws IOException {
    identity.userId = "";
    identity.identityStoreArn = "";
    fields(
        parser,
        name -> {
          switch (name) {
            case "userId" -> identity.userId = JacksonReferenceDecoder.text(parser);
            case "identityStoreArn" ->
                identity.identityStoreArn = JacksonReferenceDecoder.text(parser);
            default -> parser.skipChildren();
          }
        });
  }

  /** Reads the value of a field, at which the parser is positioned. */
  @FunctionalInterface
  private interface Field {
    void read(String name) throws IOException;
  }

  /** Reads the fields of the object at which the parser is positioned; skips any other value. */
  private static void fields(JsonParser parser, Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(name);
    }
  }
}
