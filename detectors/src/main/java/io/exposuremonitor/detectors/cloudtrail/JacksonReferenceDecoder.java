package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.exposuremonitor.detectors.activity.ErrorCodes;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * The same function as {@link CloudTrailDecoder}, implemented with Jackson's streaming parser: the
 * oracle of its tests and the reference that {@code bench} measures it against. One pass, no tree,
 * no caches. It parses JSON independently but shares the interpretation of strings (callers,
 * origins, resources) with the decoder.
 */
public final class JacksonReferenceDecoder {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final KeyHasher keys;
  private final JacksonRequestReader requests;
  private final RuleInterest interest;

  /** See {@link CloudTrailDecoder#CloudTrailDecoder}. */
  public JacksonReferenceDecoder(
      KeyHasher keys, Function<String, Statement> statements, RuleInterest interest) {
    this.keys = keys;
    this.requests = new JacksonRequestReader(keys, statements);
    this.interest = interest;
  }

  /**
   * Decodes one record.
   *
   * @throws IOException if it is not JSON
   */
  public void decode(byte[] buffer, int from, int to, DecoderSink sink) throws IOException {
    try (JsonParser parser = FACTORY.createParser(buffer, from, to - from)) {
      parser.nextToken();
      decodeRecord(parser, buffer, from, sink);
    }
  }

  /**
   * Decodes a log file: {@code {"Records":[…]}}, an array of records, or records in a row.
   *
   * @throws IOException if it is not JSON
   */
  public void decodeFile(byte[] file, DecoderSink sink) throws IOException {
    try (JsonParser parser = FACTORY.createParser(file)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          decodeArray(parser, file, sink);
        } else if (isLogFile(file)) {
          decodeLogFile(parser, file, sink);
        } else {
          decodeRecord(parser, file, 0, sink);
        }
      }
    }
  }

  private static boolean isLogFile(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 64), StandardCharsets.UTF_8);
    return start.replaceAll("\\s", "").startsWith("{\"Records\"");
  }

  private void decodeLogFile(JsonParser parser, byte[] file, DecoderSink sink) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean records = parser.currentName().equals("Records");
      if (parser.nextToken() == JsonToken.START_ARRAY && records) {
        decodeArray(parser, file, sink);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void decodeArray(JsonParser parser, byte[] file, DecoderSink sink) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        decodeRecord(parser, file, 0, sink);
      } else {
        parser.skipChildren();
        sink.skipped(SkipReason.NOT_CLOUDTRAIL, "element");
      }
    }
  }

  private void decodeRecord(JsonParser parser, byte[] bytes, int base, DecoderSink sink)
      throws IOException {
    int from = base + (int) parser.currentTokenLocation().getByteOffset();
    JacksonRecord record = new JacksonRecord();
    record.read(parser, requests);
    int to = base + (int) parser.currentLocation().getByteOffset();
    SkipReason special = record.special();
    if (special != null) {
      sink.skipped(special, "record");
      return;
    }
    Request request = new Request();
    Operation operation = Operation.of(record.eventSource, record.eventName);
    if (operation != null && (!record.errorCode.isEmpty() || !record.isOfEndpoint())) {
      emit(record, operation, request, bytes, from, to, sink);
    }
    String source = record.eventSource;
    String name = record.eventName;
    boolean failed = !record.errorCode.isEmpty();
    String userAgent = record.userAgentIsText ? record.userAgent : null;
    if (interest.wants(source, name, failed, record.hasParameters)
        && interest.wants(
            new RecordOutline(
                source,
                name,
                failed,
                record.hasParameters,
                request.mayFullScan(),
                request.mayReturnOnFailure(),
                userAgent))) {
      sink.candidate(new RawRecord(source, name, failed, Arrays.copyOfRange(bytes, from, to)));
    }
  }

  private void emit(
      JacksonRecord record,
      Operation operation,
      Request request,
      byte[] bytes,
      int from,
      int to,
      DecoderSink sink) {
    request.clear();
    record.parameters.applyTo(request, operation);
    byte[] text = record.eventTime.getBytes(StandardCharsets.UTF_8);
    long time = EventTime.parse(text, 0, text.length);
    if (time == EventTime.INVALID) {
      sink.skipped(SkipReason.NO_EVENT_TIME, "record");
      return;
    }
    if (operation.isObjectRead() && !ExportFiles.isDataFetched(operation, request)) {
      return;
    }
    request.startedExport = record.startedExport;
    boolean shared = !record.sharedEventId.isEmpty();
    String id = shared ? record.sharedEventId : record.eventId;
    if (id.isEmpty()) {
      id = "content-" + HexFormat.of().toHexDigits(keys.hash(bytes, from, to));
    }
    Caller caller = Caller.of(record.identity);
    String endpoint =
        Origins.endpoint(
            record.vpcEndpointId,
            record.vpcEndpointAccountId,
            record.recipientAccountId,
            record.awsRegion);
    Call call =
        new Call(
            id,
            shared,
            time,
            operation,
            caller.actor(),
            Origins.make(caller, record.sourceIp, record.userAgent, endpoint),
            record.recipientAccountId,
            record.awsRegion,
            record.errorCode,
            ErrorCodes.isDenied(record.errorCode) ? Refusals.resource(record.errorMessage) : "",
            Resources.of(record.resourceArns));
    Activities.emit(call, request, sink);
  }

  /** The text of a scalar as the decoder interprets it; empty for null, objects and arrays. */
  static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isStructStart()) {
      parser.skipChildren();
      return "";
    }
    return token == JsonToken.VALUE_NULL ? "" : parser.getText();
  }

  /** The ARNs in {@code resources}. */
  static List<String> resourceArns(JsonParser parser) throws IOException {
    List<String> arns = new ArrayList<>();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return arns;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String arn = "";
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isArn = JacksonRequestReader.lowerCase(parser.currentName()).equals("arn");
          parser.nextToken();
          String text = text(parser);
          arn = isArn ? text : arn;
        }
      } else {
        parser.skipChildren();
      }
      if (arns.size() < Resources.MAX) {
        arns.add(arn);
      }
    }
    return arns;
  }
}
