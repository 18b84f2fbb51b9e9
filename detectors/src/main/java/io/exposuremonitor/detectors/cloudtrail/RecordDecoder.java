package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.ErrorCodes;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates the activities and candidates of one record whose fields have been located. A record that
 * neither detectors nor rules need costs two look-ups.
 */
final class RecordDecoder {
  /** The event source in records of DynamoDB Streams and Kinesis Data Streams for DynamoDB. */
  private static final String TABLE_STREAM = "aws:dynamodb";

  /** The member of an export's response that contains the export's ARN. */
  static final String EXPORT_DESCRIPTION = "exportDescription";

  static final String EXPORT_ARN = "exportArn";

  private static final int LONGEST_TEXT = 1024;
  private static final int LONGEST_OBJECT = 2048;

  /**
   * Log2 of the number of sessions whose identities are kept, a kilobyte each. A company with
   * twenty million calls a day has 6,000 within three minutes; with room for 4,096, decoding took a
   * fifth longer.
   */
  private static final int CALLERS = 14;

  /** Log2 of the number of names, of addresses and of lists of resources that are kept. */
  private static final int TEXTS = 13;

  private final KeyHasher keys;
  private final Routes routes;
  private final RequestReader requests;
  private final Request request = new Request();
  private final Origins origins = new Origins();
  private final ContentCache<String> names =
      new ContentCache<>(TEXTS, LONGEST_TEXT, JsonText::ofValue);
  private final ContentCache<String> addresses =
      new ContentCache<>(TEXTS, LONGEST_TEXT, JsonText::ofValue);
  private final Canonical<Actor> actors = new Canonical<>();
  private final Canonical<Resources.Named> arns = new Canonical<>();
  private final ContentCache<Caller> callers =
      new ContentCache<>(
          CALLERS,
          LONGEST_OBJECT,
          (bytes, from, to) -> Caller.of(Identity.read(bytes, from, to)).with(actors));
  private final ContentCache<Resources> resources =
      new ContentCache<>(
          TEXTS, LONGEST_OBJECT, (bytes, from, to) -> Resources.read(bytes, from, to).with(arns));

  RecordDecoder(KeyHasher keys, Function<String, Statement> statements, RuleInterest interest) {
    this.keys = keys;
    this.routes = new Routes(interest);
    this.requests = new RequestReader(new ItemKeys(keys), statements, names);
  }

  /** Creates fields to fill and pass to {@link #decode}. */
  RecordFields newFields() {
    return new RecordFields(callers);
  }

  /**
   * Decodes the object at {@code [from, to)} of the fields' bytes if it is a record.
   *
   * @param offset its start in the input, for reporting skipped objects
   * @return whether it is a CloudTrail record
   */
  boolean decode(RecordFields fields, int from, int to, DecoderSink sink, long offset) {
    String source = fields.cached(Field.EVENT_SOURCE, names);
    if (source.equals(TABLE_STREAM)) {
      sink.itemChange(fields.bytes(), from, to, InputPosition.of(offset, to - from));
      return false;
    }
    String name = fields.cached(Field.EVENT_NAME, names);
    SkipReason special = special(fields, !source.isEmpty() && !name.isEmpty());
    if (special != null) {
      sink.skipped(special, InputPosition.of(offset, to - from));
      return false;
    }
    boolean large = to - from > LargeRecordSink.MAX_BYTES;
    if (large && sizeOf(fields, Field.USER_IDENTITY) > LargeRecordSink.MAX_BYTES) {
      sink.skipped(SkipReason.TOO_LARGE, InputPosition.of(offset, to - from));
      return true;
    }
    DecoderSink out = large ? new LargeRecordSink(sink, InputPosition.of(offset, to - from)) : sink;
    Routes.Route route = routes.of(source, name);
    long time = time(fields);
    if (time != EventTime.INVALID) {
      out.record(time);
    }
    Operation operation = route.operation();
    boolean failed =
        fields.has(Field.ERROR_CODE) && !fields.cached(Field.ERROR_CODE, names).isEmpty();
    boolean mayFullScan = true;
    boolean mayReturnOnFailure = true;
    if (operation != null && (failed || !isOfEndpoint(fields))) {
      decodeActivity(fields, operation, time, from, to, out, offset);
      mayFullScan = request.mayFullScan();
      mayReturnOnFailure = request.mayReturnOnFailure();
    }
    boolean parameters =
        fields.startsWith(Field.REQUEST_PARAMETERS, '{')
            && !fields.isOmitted(Field.REQUEST_PARAMETERS);
    if (route.isCandidate(failed, parameters)
        && routes.isCandidate(
            new RecordOutline(
                source,
                name,
                failed,
                parameters,
                mayFullScan,
                mayReturnOnFailure,
                userAgent(fields)))) {
      out.candidate(
          new RawRecord(source, name, failed, Arrays.copyOfRange(fields.bytes(), from, to)));
    }
    return true;
  }

  private static int sizeOf(RecordFields fields, Field field) {
    return fields.to(field) - fields.from(field);
  }

  private @Nullable String userAgent(RecordFields fields) {
    return !fields.has(Field.USER_AGENT) || fields.startsWith(Field.USER_AGENT, '"')
        ? fields.cached(Field.USER_AGENT, addresses)
        : null;
  }

  /**
   * True if a VPC endpoint created the record. Such a record of a permitted call names neither
   * table nor keys, and the service records the call as well.
   */
  private boolean isOfEndpoint(RecordFields fields) {
    return fields.cached(Field.EVENT_CATEGORY, names).equals("NetworkActivity");
  }

  /** The reason why an object is not the record of a call, or null if it is one. */
  private @Nullable SkipReason special(RecordFields fields, boolean named) {
    String category = fields.cached(Field.EVENT_CATEGORY, names);
    String type = fields.cached(Field.EVENT_TYPE, names);
    if (category.equals("Aggregated") || type.equals("AwsAggregatedEvent")) {
      return SkipReason.AGGREGATED;
    }
    if (category.equals("Insight") || type.equals("AwsCloudTrailInsight")) {
      return SkipReason.INSIGHT;
    }
    if (named) {
      return null;
    }
    if (fields.has(Field.DIGEST_START_TIME)) {
      return SkipReason.DIGEST;
    }
    return fields.text(Field.MESSAGE_TYPE).equals("CONTROL_MESSAGE")
        ? SkipReason.CONTROL_MESSAGE
        : SkipReason.NOT_CLOUDTRAIL;
  }

  private void decodeActivity(
      RecordFields fields,
      Operation operation,
      long time,
      int from,
      int to,
      DecoderSink sink,
      long offset) {
    requests.read(fields, operation, request);
    if (time == EventTime.INVALID) {
      sink.skipped(SkipReason.NO_EVENT_TIME, InputPosition.of(offset, to - from));
      return;
    }
    if (operation.isObjectRead() && !ExportFiles.isDataFetched(operation, request)) {
      return;
    }
    if (operation == Operation.EXPORT_TABLE) {
      request.startedExport = startedExport(fields);
    }
    Activities.emit(call(fields, operation, time, from, to), request, sink);
  }

  private Call call(RecordFields fields, Operation operation, long time, int from, int to) {
    String sharedId = fields.text(Field.SHARED_EVENT_ID);
    String id = sharedId.isEmpty() ? fields.text(Field.EVENT_ID) : sharedId;
    String errorCode = fields.cached(Field.ERROR_CODE, names);
    Caller caller = fields.caller();
    Origin origin =
        origins.of(
            caller,
            fields.cached(Field.SOURCE_IP_ADDRESS, addresses),
            fields.cached(Field.USER_AGENT, addresses),
            endpoint(fields));
    return new Call(
        id.isEmpty() ? contentId(fields.bytes(), from, to) : id,
        !sharedId.isEmpty(),
        time,
        operation,
        caller.actor(),
        origin,
        fields.cached(Field.RECIPIENT_ACCOUNT_ID, names),
        fields.cached(Field.AWS_REGION, names),
        errorCode,
        ErrorCodes.isDenied(errorCode) ? Refusals.resource(fields.text(Field.ERROR_MESSAGE)) : "",
        fields.cached(Field.RESOURCES, resources));
  }

  private String endpoint(RecordFields fields) {
    String id = fields.cached(Field.VPC_ENDPOINT_ID, names);
    return id.isEmpty()
        ? id
        : Origins.endpoint(
            id,
            fields.cached(Field.VPC_ENDPOINT_ACCOUNT_ID, names),
            fields.cached(Field.RECIPIENT_ACCOUNT_ID, names),
            fields.cached(Field.AWS_REGION, names));
  }

  /** {@code exportDescription.exportArn} of the response, or empty. */
  private static String startedExport(RecordFields fields) {
    Cursor response =
        Cursor.ofObject(
            fields.bytes(),
            fields.from(Field.RESPONSE_ELEMENTS),
            fields.to(Field.RESPONSE_ELEMENTS));
    String arn = "";
    while (response.nextMember()) {
      if (response.name().equals(EXPORT_DESCRIPTION)) {
        arn = "";
        Cursor export = Cursor.ofObject(fields.bytes(), response.from(), response.to());
        while (export.nextMember()) {
          arn = export.name().equals(EXPORT_ARN) ? export.text() : arn;
        }
      }
    }
    return arn;
  }

  /** An id for a record without one: the hash of its bytes, so that copies have the same id. */
  private String contentId(byte[] bytes, int from, int to) {
    return "content-" + HexFormat.of().toHexDigits(keys.hash(bytes, from, to));
  }

  private static long time(RecordFields fields) {
    int from = fields.from(Field.EVENT_TIME);
    int to = fields.to(Field.EVENT_TIME);
    if (!fields.startsWith(Field.EVENT_TIME, '"')) {
      return EventTime.INVALID;
    }
    if (!JsonText.hasEscape(fields.bytes(), from, to)) {
      return EventTime.parse(fields.bytes(), from + 1, to - 1);
    }
    Scratch text = new Scratch();
    text.appendUnescaped(fields.bytes(), from + 1, to - 1);
    return EventTime.parse(text.bytes(), 0, text.size());
  }
}
