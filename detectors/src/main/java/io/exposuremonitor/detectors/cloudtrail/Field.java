package io.exposuremonitor.detectors.cloudtrail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The members of top-level objects that the decoder reads, in records and in envelopes. */
enum Field {
  EVENT_TIME("eventTime"),
  EVENT_SOURCE("eventSource"),
  EVENT_NAME("eventName"),
  EVENT_ID("eventID"),
  EVENT_TYPE("eventType"),
  EVENT_CATEGORY("eventCategory"),
  SHARED_EVENT_ID("sharedEventID"),
  AWS_REGION("awsRegion"),
  RECIPIENT_ACCOUNT_ID("recipientAccountId"),
  USER_IDENTITY("userIdentity"),
  SOURCE_IP_ADDRESS("sourceIPAddress"),
  USER_AGENT("userAgent"),
  VPC_ENDPOINT_ID("vpcEndpointId"),
  /** Needed only for calls through an endpoint. */
  VPC_ENDPOINT_ACCOUNT_ID("vpcEndpointAccountId"),
  ERROR_CODE("errorCode"),
  /** Needed only if an access-denied error names no table elsewhere. */
  ERROR_MESSAGE("errorMessage"),
  REQUEST_PARAMETERS("requestParameters"),
  /** Needed only for exports: contains the id that is part of the path of their files. */
  RESPONSE_ELEMENTS("responseElements"),
  RESOURCES("resources"),
  /** A log file's records. */
  RECORDS("Records"),
  /** A CloudWatch Logs subscription payload's events. */
  LOG_EVENTS("logEvents"),
  /** The kind of a CloudWatch Logs payload. */
  MESSAGE_TYPE("messageType"),
  /** The text of one CloudWatch Logs event. */
  MESSAGE("message"),
  /** The record in an EventBridge event. */
  DETAIL("detail"),
  /** The kind of an EventBridge event. */
  DETAIL_TYPE("detail-type"),
  /** Present in digest files only. */
  DIGEST_START_TIME("digestStartTime");

  /**
   * Members that most records have but the decoder does not need; listed so that they are skipped
   * quickly.
   */
  private static final List<String> SKIPPED =
      List.of(
          "eventVersion",
          "additionalEventData",
          "requestID",
          "readOnly",
          "apiVersion",
          "managementEvent",
          "tlsDetails",
          "sessionCredentialFromConsole");

  /**
   * Maps a field's name to its {@link #index}, and the names in {@link #SKIPPED} to higher numbers.
   */
  static final Names NAMES =
      new Names(
          false,
          Stream.concat(Arrays.stream(values()).map(field -> field.member), SKIPPED.stream())
              .toList());

  private final String member;

  Field(String member) {
    this.member = member;
  }

  /** The position in arrays and in {@link #NAMES}; never stored, so the order may change. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }
}
