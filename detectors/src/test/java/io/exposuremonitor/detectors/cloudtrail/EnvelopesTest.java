package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopesTest {
  private static final String ONE = RecordJson.of("Scan").id("one").toString();
  private static final String TWO = RecordJson.of("Scan").id("two").toString();

  private static final String CHANGE =
      "{\"eventID\":\"7\",\"eventName\":\"REMOVE\",\"eventSource\":\"aws:dynamodb\","
          + "\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"7\"}}}}";

  static Stream<Arguments> envelopes() {
    return Stream.of(
        arguments("a log file", "{\"Records\":[" + ONE + "," + TWO + "]}"),
        arguments("a pretty log file", pretty("{\"Records\":[" + ONE + "," + TWO + "]}")),
        arguments("members around", "{\"a\":[1],\"Records\":[" + ONE + "," + TWO + "],\"b\":{}}"),
        arguments("two log files", "{\"Records\":[" + ONE + "]}{\"Records\":[" + TWO + "]}"),
        arguments(
            "an array of log files", "[{\"Records\":[" + ONE + "]},{\"Records\":[" + TWO + "]}]"),
        arguments("an array", "[" + ONE + "," + TWO + "]"),
        arguments("JSON lines", ONE + "\n" + TWO + "\n"),
        arguments("values in a row", ONE + TWO),
        arguments("pretty values", pretty(ONE) + "\r\n" + pretty(TWO)),
        arguments("a byte order mark", "\ufeff{\"Records\":[" + ONE + "," + TWO + "]}"),
        arguments("CloudWatch Logs", logs("DATA_MESSAGE", ONE, TWO)),
        arguments("events of a bus", event(ONE) + "\n" + event(TWO)),
        arguments("events through CloudWatch Logs", logs("DATA_MESSAGE", event(ONE), event(TWO))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("envelopes")
  void readsRecordsOfEveryEnvelope(String envelope, String text) {
    for (byte[] bytes : List.of(Decoded.bytes(text), gzip(text))) {
      for (Decoded decoded : List.of(Decoded.payload(bytes), Decoded.file(bytes))) {
        assertThat(decoded.ids()).as(envelope).containsExactly("one", "two");
        assertThat(decoded.skipped).isEmpty();
      }
    }
  }

  static Stream<Arguments> envelopesOfItemChanges() {
    return Stream.of(
        arguments("an event of Lambda", "{\"Records\":[" + CHANGE + "," + CHANGE + "]}"),
        arguments(
            "printed by the command line",
            pretty("{\"Records\":[" + CHANGE + "," + CHANGE + "],\"NextShardIterator\":\"a\"}")),
        arguments("an array", "[" + CHANGE + "," + CHANGE + "]"),
        arguments("JSON lines", CHANGE + "\n" + CHANGE),
        arguments("among records of CloudTrail", CHANGE + "\n" + ONE + "\n" + CHANGE),
        arguments("events of a bus", event(CHANGE) + "\n" + event(CHANGE)),
        arguments("CloudWatch Logs", logs("DATA_MESSAGE", CHANGE, CHANGE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("envelopesOfItemChanges")
  void passesOnItemChanges(String envelope, String text) {
    for (byte[] bytes : List.of(Decoded.bytes(text), gzip(text))) {
      for (Decoded decoded : List.of(Decoded.payload(bytes), Decoded.file(bytes))) {
        assertThat(decoded.itemChanges.stream().map(change -> change.replaceAll("\\s", "")))
            .as(envelope)
            .containsExactly(CHANGE, CHANGE);
        assertThat(decoded.activities).hasSize(envelope.startsWith("among") ? 1 : 0);
        assertThat(decoded.skipped).isEmpty();
      }
    }
  }

  @Test
  void doesNotCountItemChangesAsRecords() {
    CloudTrailDecoder decoder = Decoded.decoder();

    decoder.decodePayload(Decoded.bytes(CHANGE + ONE), new Decoded());

    assertThat(decoder.records()).isEqualTo(1);
  }

  static Stream<Arguments> specials() {
    return Stream.of(
        arguments(
            SkipReason.AGGREGATED,
            """
            {"eventVersion":"1.0","accountId":"111122223333","eventId":"e","eventCategory":"Aggregated",\
            "eventType":"AwsAggregatedEvent","eventSource":"dynamodb.amazonaws.com",\
            "summary":{"primaryDimension":{"dimension":"eventName"}}}"""),
        arguments(
            SkipReason.INSIGHT,
            RecordJson.of("Scan").with("eventType", "\"AwsCloudTrailInsight\"").toString()),
        arguments(
            SkipReason.INSIGHT,
            RecordJson.of("Scan").with("eventCategory", "\"Insight\"").toString()),
        arguments(
            SkipReason.DIGEST,
            """
            {"awsAccountId":"111122223333","digestStartTime":"2026-03-01T12:00:00Z",\
            "digestEndTime":"2026-03-01T13:00:00Z","logFiles":[]}"""),
        arguments(
            SkipReason.CONTROL_MESSAGE,
            logs(
                "CONTROL_MESSAGE", "CWL CONTROL MESSAGE: Checking health of destination Kinesis.")),
        arguments(
            SkipReason.CONTROL_MESSAGE,
            """
            {"logEvents":[{"id":"","message":"CWL CONTROL MESSAGE: Checking health"}],\
            "messageType":"CONTROL_MESSAGE"}"""),
        arguments(SkipReason.NOT_CLOUDTRAIL, "{\"any\":\"thing\"}"),
        arguments(SkipReason.NOT_CLOUDTRAIL, RecordJson.of("").toString()),
        arguments(
            SkipReason.NOT_CLOUDTRAIL, RecordJson.of("Scan").without("eventSource").toString()),
        arguments(
            SkipReason.NOT_CLOUDTRAIL,
            "{\"detail-type\":\"Backup Job State Change\",\"detail\":{\"state\":\"COMPLETED\"}}"),
        arguments(SkipReason.NOT_JSON, logs("DATA_MESSAGE", "a line of another log group")),
        arguments(SkipReason.TRUNCATED, logs("DATA_MESSAGE", ONE.substring(0, 200))),
        arguments(
            SkipReason.NO_EVENT_TIME, RecordJson.of("Scan").with("eventTime", "null").toString()),
        arguments(
            SkipReason.NO_EVENT_TIME,
            RecordJson.of("Scan").with("eventTime", "1772366400").toString()));
  }

  @ParameterizedTest
  @MethodSource("specials")
  void reportsReasonAndPositionOfSkips(SkipReason reason, String text) {
    Decoded decoded = Decoded.payload(text + "\n" + TWO);

    assertThat(decoded.skipped).containsExactly(reason);
    assertThat(decoded.details.get(0)).matches("at byte \\d+(, \\d+ bytes)?");
    assertThat(decoded.ids()).containsExactly("two");
  }

  @Test
  void skipsTheOtherMembersOfAnEnvelope() {
    String others = "\"note\":\"}\\\"}\",\"path\":\"c:\\\\\",\"list\":[1,[{\"a\":[]}]]}";
    String record = RecordJson.of("Scan").toString();
    Decoded decoded = Decoded.payload("{\"Records\":[" + record + "]," + others + record);

    assertThat(decoded.activities).hasSize(2);
    assertThat(decoded.skipped).isEmpty();
  }

  @Test
  void reportsNothingForEmptyFiles() {
    Decoded decoded = new Decoded();
    for (String empty : List.of("", " \n", "{\"Records\":[]}", "[]")) {
      Decoded.decoder().decodePayload(Decoded.bytes(empty), decoded);
    }

    assertThat(decoded.activities).isEmpty();
    assertThat(decoded.skipped).isEmpty();
  }

  @Test
  void readsOnlyDeniedCallsOfVpcEndpoints() {
    String denied =
        RecordJson.of("GetItem")
            .with("eventType", "\"AwsVpceEvent\"")
            .with("eventCategory", "\"NetworkActivity\"")
            .with("errorCode", "\"VpceAccessDenied\"")
            .without("requestParameters")
            .toString();

    assertThat(Decoded.record(denied).activity().errorCode()).isEqualTo("VpceAccessDenied");
    String allowed = denied.replace("\"errorCode\":\"VpceAccessDenied\"", "\"readOnly\":true");
    assertThat(Decoded.record(allowed).activities).as("the service records it as well").isEmpty();
  }

  @Test
  void prefersSharedEventId() {
    String copy = RecordJson.of("Scan").with("sharedEventID", "\"shared\"").toString();

    assertThat(Decoded.record(copy).activity().eventId()).isEqualTo("shared");
    assertThat(Decoded.record(copy).activity().shared()).isTrue();
    assertThat(Decoded.record(ONE).activity().shared()).isFalse();
  }

  @Test
  void derivesMissingEventIdFromContent() {
    String nameless = RecordJson.of("Scan").without("eventID").toString();
    String other = RecordJson.of("Query").without("eventID").toString();
    String id = Decoded.record(nameless).activity().eventId();

    assertThat(id)
        .startsWith("content-")
        .isEqualTo(Decoded.payload("[" + nameless + "]").activity().eventId())
        .isEqualTo(Decoded.payload(logs("DATA_MESSAGE", nameless)).activity().eventId())
        .isNotEqualTo(Decoded.record(other).activity().eventId());
  }

  @Test
  void passesOnlyTheBytesOfTheRecordToRules() {
    String update = RecordJson.onMusic("UpdateTable", "{\"tableName\":\"Müsic\"}").toString();

    for (String text :
        List.of(
            update,
            "{\"Records\":[ " + update + " ]}",
            event(update),
            logs("DATA_MESSAGE", update))) {
      assertThat(Decoded.payload(text).candidates).containsExactly(update);
    }
  }

  @Test
  void emitsRecordAsActivityAndCandidate() {
    Decoded decoded = Decoded.record(RecordJson.of("ExecuteStatement").toString());

    assertThat(decoded.activities).hasSize(1);
    assertThat(decoded.candidates).hasSize(1);
  }

  @Test
  void countsUnwantedRecords() {
    CloudTrailDecoder decoder = Decoded.decoder();
    Decoded decoded = new Decoded();
    String boring = RecordJson.of("TagResource").parameters("{}").toString();
    String read = RecordJson.of("Scan").id("one").parameters("{}").toString();
    decoder.decodePayload(Decoded.bytes(boring + read + "{}"), decoded);

    assertThat(decoder.records()).isEqualTo(2);
    assertThat(decoded.candidates).isEmpty();
    assertThat(decoded.ids()).containsExactly("one");
  }

  /** Also of those that nobody wants: they show that the source still delivers. */
  @Test
  void reportsTimeOfEveryRecord() {
    RecordJson unwanted = RecordJson.of("TagResource").parameters("{}");
    String later = unwanted.toString().replace("12:00:00Z", "12:00:01Z");
    String timeless = RecordJson.of("Scan").with("eventTime", "\"soon\"").toString();

    assertThat(Decoded.payload(unwanted + later + timeless + ONE + "{}").times)
        .containsExactly(1772366400000L, 1772366401000L, 1772366400000L);
  }

  @Test
  void readsEveryMemberOfAConcatenatedGzipFile() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(gzip(ONE + "\n"));
    file.writeBytes(gzip(TWO + "\n"));

    assertThat(Decoded.payload(file.toByteArray()).ids()).containsExactly("one", "two");
    assertThat(readSlowly(file.toByteArray()).ids()).containsExactly("one", "two");
  }

  @Test
  void readsSlowFilesLargerThanTheBuffer() {
    List<String> ids = IntStream.range(0, 1500).mapToObj(i -> "id-" + i).toList();
    String file =
        ids.stream()
            .map(id -> RecordJson.of("Scan").id(id).toString())
            .collect(Collectors.joining(",", "{\"Records\":[", "]}"));

    assertThat(readSlowly(Decoded.bytes(file)).ids()).isEqualTo(ids);
    assertThat(readSlowly(gzip(file)).ids()).isEqualTo(ids);
    assertThat(Decoded.file(gzip(file)).skipped).isEmpty();
  }

  @Test
  void propagatesReadErrors() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    CloudTrailLogReader reader = new CloudTrailLogReader(broken, Decoded.decoder());

    assertThatThrownBy(() -> reader.advance(new Decoded())).hasMessage("connection reset");
  }

  /** Reads a file through a stream that yields one byte at a time and never knows of more. */
  private static Decoded readSlowly(byte[] file) {
    InputStream slow =
        new InputStream() {
          private final ByteArrayInputStream bytes = new ByteArrayInputStream(file);

          @Override
          public int read() {
            return bytes.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1));
          }
        };
    try {
      Decoded decoded = new Decoded();
      CloudTrailLogReader reader = new CloudTrailLogReader(slow, Decoded.decoder());
      while (reader.advance(decoded)) {}
      return decoded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(Decoded.bytes(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String logs(String messageType, String... messages) {
    String events =
        Stream.of(messages)
            .map(m -> "{\"id\":\"3195\",\"timestamp\":1432826855000,\"message\":" + quoted(m) + "}")
            .collect(Collectors.joining(","));
    return """
        {"messageType":"%s","owner":"111122223333","logGroup":"trail","logStream":"s",\
        "subscriptionFilters":["f"],"logEvents":[%s]}"""
        .formatted(messageType, events);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/") + '"';
  }

  private static String event(String record) {
    return """
        {"version":"0","id":"e","detail-type":"AWS API Call via CloudTrail","source":"aws.dynamodb",\
        "account":"111122223333","time":"2026-03-01T12:00:00Z","region":"us-east-1","resources":[],\
        "detail":%s}"""
        .formatted(record);
  }

  private static String pretty(String json) {
    return json.replace(",\"", ",\n    \"").replace("{", "{\n  ").replace("}", "\n}");
  }
}
