package io.exposuremonitor.detectors.itemchange;

import static io.exposuremonitor.detectors.itemchange.Items.binary;
import static io.exposuremonitor.detectors.itemchange.Items.number;
import static io.exposuremonitor.detectors.itemchange.Items.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemChangeDecoderTest {
  private static final Map<String, AttributeValue> KEY = Map.of("id", text("7"));
  private static final Map<String, AttributeValue> OLD =
      Map.of("id", text("7"), "gone", text("a"), "kept", number("1"), "turned", text("b"));
  private static final Map<String, AttributeValue> NEW =
      Map.of("id", text("7"), "came", text("a"), "kept", number("1"), "turned", binary(1));

  @Test
  void decodesKinesisRecord() {
    Decoded decoded =
        Decoded.of(
            """
            {"awsRegion":"us-east-1","eventID":"b015b5f0-c095-4b50-8ad0-4279aa3d88c6",
             "eventName":"INSERT","userIdentity":null,"recordFormat":"application/json",
             "tableName":"foo","dynamodb":{"ApproximateCreationDateTime":1720740233012995,
             "Keys":{"device":{"S":"foo"},"timestamp":{"S":"2024-07-12T01:17:42"}},
             "NewImage":{"humidity":{"N":"84.84"},"temperature":{"N":"42.42"},
             "device":{"S":"foo"},"timestamp":{"S":"2024-07-12T01:17:42"}},"SizeBytes":99,
             "ApproximateCreationDateTimePrecision":"MICROSECOND"},"eventSource":"aws:dynamodb"}
            """);

    assertThat(decoded.change().header())
        .isEqualTo(
            new ChangeHeader(
                new TableId("", "foo", "us-east-1", ""),
                ChangeKind.INSERT,
                "b015b5f0-c095-4b50-8ad0-4279aa3d88c6",
                1_720_740_233_012L,
                "",
                99,
                false));
    assertThat(decoded.change().images()).isEqualTo(Images.NEW);
    assertThat(decoded.attributes())
        .containsExactly(
            "device S ADDED", "humidity N ADDED", "temperature N ADDED", "timestamp S ADDED");
    assertThat(decoded.change().attributeCount()).isEqualTo(4);
    assertThat(decoded.change().replicated()).isFalse();
    assertThat(decoded.change().unreadableValues()).isZero();
  }

  @Test
  void decodesDynamoDbStreamsRecord() {
    ItemChange change =
        Decoded.of(RecordJson.streams("MODIFY").keys(KEY).images(OLD, NEW).toString()).change();

    assertThat(change.header())
        .isEqualTo(
            new ChangeHeader(
                new TableId(
                    "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
                    "orders",
                    "eu-central-1",
                    "123456789012"),
                ChangeKind.MODIFY,
                "b015b5f0-c095-4b50-8ad0-4279aa3d88c6",
                1_720_740_233_000L,
                "4421584500000000017450439091",
                99,
                false));
  }

  static Stream<RecordJson> bothShapes() {
    return Stream.of(RecordJson.kinesis("MODIFY"), RecordJson.streams("MODIFY"));
  }

  @ParameterizedTest
  @MethodSource("bothShapes")
  void decodesEveryAttributeType(RecordJson record) {
    Map<String, AttributeValue> item = Items.ofEveryType();

    Decoded decoded = Decoded.of(record.keys(KEY).images(item, item).toString());

    assertThat(decoded.images).containsExactly(new ItemImages(KEY, item, item));
    assertThat(decoded.change().unreadableValues()).isZero();
    assertThat(decoded.change().attributes())
        .hasSize(item.size())
        .allMatch(a -> a.type() == item.get(a.name()).type())
        .allMatch(a -> a.difference() == ItemAttribute.Difference.SAME);
  }

  @Test
  void detectsFormatByMembersAfterValues() {
    String kinesis = RecordJson.kinesis("INSERT").keys(Map.of("id", binary(1, 2, 3))).toString();
    String late =
        kinesis
            .replace("\"recordFormat\":\"application/json\",\"tableName\":\"orders\",", "")
            .replaceFirst("}$", ",\"tableName\":\"orders\"}");

    assertThat(Decoded.of(late).change().key()).isEqualTo(Decoded.of(kinesis).change().key());
    assertThat(Decoded.of(late).images.get(0).keys()).containsEntry("id", binary(1, 2, 3));
  }

  @Test
  void reportsDifferenceOfEachAttribute() {
    assertThat(attributes("MODIFY", OLD, NEW))
        .containsExactly(
            "came S ADDED", "gone S REMOVED", "id S SAME", "kept N SAME", "turned B CHANGED");
    assertThat(attributes("INSERT", null, NEW))
        .containsExactly("came S ADDED", "id S ADDED", "kept N ADDED", "turned B ADDED");
    assertThat(attributes("REMOVE", OLD, null))
        .containsExactly("gone S REMOVED", "id S REMOVED", "kept N REMOVED", "turned S REMOVED");
    assertThat(attributes("MODIFY", null, NEW))
        .containsExactly("came S UNKNOWN", "id S UNKNOWN", "kept N UNKNOWN", "turned B UNKNOWN");
    assertThat(attributes("MODIFY", null, null)).isEmpty();
  }

  @Test
  void reportsWhichImagesArePresent() {
    assertThat(change(RecordJson.streams("MODIFY").images(OLD, NEW)).images())
        .isEqualTo(Images.BOTH);
    assertThat(change(RecordJson.streams("REMOVE").images(OLD, null)).images())
        .isEqualTo(Images.OLD);
    assertThat(change(RecordJson.streams("MODIFY")).images()).isEqualTo(Images.NONE);
  }

  private static List<String> attributes(
      String kind, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    return Decoded.of(RecordJson.streams(kind).keys(KEY).images(before, after).toString())
        .attributes();
  }

  private static ItemChange change(RecordJson record) {
    return Decoded.of(record.keys(KEY).toString()).change();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}",
        "{\"Type\":\"Service\",\"PrincipalId\":\"dynamodb.amazonaws.com\"}",
        "{\"principalID\":\"dynamodb.amazonaws.com\",\"x\":[],\"type\":\"Service\"}"
      })
  void detectsTimeToLiveDeletions(String identity) {
    for (RecordJson record : List.of(RecordJson.kinesis("REMOVE"), RecordJson.streams("REMOVE"))) {
      assertThat(change(record.with("userIdentity", identity)).header().byTimeToLive()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "7",
        "[\"Service\"]",
        "{\"type\":\"Service\"}",
        "{\"type\":\"Service\",\"principalId\":\"replication.dynamodb.amazonaws.com\"}",
        "{\"type\":\"IAMUser\",\"principalId\":\"dynamodb.amazonaws.com\"}"
      })
  void treatsOtherIdentitiesAsRegularDeletions(String identity) {
    RecordJson record = RecordJson.streams("REMOVE").with("userIdentity", identity);

    assertThat(change(record).header().byTimeToLive()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, false",
    "us-east-1,    true",
  })
  void detectsReplicationOfLegacyGlobalTables(String writtenIn, boolean replicated) {
    Map<String, AttributeValue> item =
        Map.of(
            "id", text("7"),
            "aws:rep:updateregion", text(writtenIn),
            "aws:rep:updatetime", number("1577836800.0"),
            "aws:rep:deleting", new AttributeValue.BooleanValue(false));

    assertThat(change(RecordJson.kinesis("MODIFY").images(NEW, item)).replicated())
        .isEqualTo(replicated);
    assertThat(change(RecordJson.kinesis("REMOVE").images(item, null)).replicated())
        .isEqualTo(replicated);
    assertThat(
            change(RecordJson.kinesis("MODIFY").with("awsRegion", null).images(null, item))
                .replicated())
        .isTrue();
  }

  @Test
  void completesTableIdFromSource() {
    TableId account = new TableId("", "", "", "123456789012");
    TableId orders =
        TableId.ofArn("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/x");
    String kinesis = RecordJson.kinesis("INSERT").keys(KEY).toString();
    String printed = RecordJson.streams("INSERT").keys(KEY).with("eventSourceARN", null).toString();

    assertThat(Decoded.of(kinesis, account).change().header().table()).isEqualTo(orders);
    assertThat(Decoded.of(printed, orders).change().header().table()).isEqualTo(orders);
    assertThat(Decoded.of(printed).change().header().table())
        .isEqualTo(new TableId("", "", "eu-central-1", ""));
    assertThat(Decoded.of(kinesis).change().header().table().id()).isEqualTo("orders");
  }

  @Test
  void derivesMissingEventIdFromContent() {
    String record = RecordJson.streams("INSERT").keys(KEY).with("eventID", null).toString();
    String other = record.replace("\"S\":\"7\"", "\"S\":\"8\"");

    assertThat(Decoded.of(record).change().header().eventId())
        .startsWith("content-")
        .isEqualTo(Decoded.of(record).change().header().eventId())
        .isNotEqualTo(Decoded.of(other).change().header().eventId());
  }

  static Stream<Arguments> broken() {
    String good = RecordJson.streams("INSERT").keys(KEY).toString();
    return Stream.of(
        arguments("", SkipReason.NOT_JSON),
        arguments("nonsense", SkipReason.NOT_JSON),
        arguments("[]", SkipReason.NOT_JSON),
        arguments("7", SkipReason.NOT_JSON),
        arguments(good + good, SkipReason.NOT_JSON),
        arguments(good + "x", SkipReason.NOT_JSON),
        arguments(good.replace(":", "="), SkipReason.NOT_JSON),
        arguments(good.substring(0, good.length() - 1), SkipReason.TRUNCATED),
        arguments(good.substring(0, good.length() / 2), SkipReason.TRUNCATED),
        arguments("{}", SkipReason.NOT_ITEM_CHANGE),
        arguments(good.replace("INSERT", "UPSERT"), SkipReason.NOT_ITEM_CHANGE),
        arguments(good.replace("\"dynamodb\"", "\"other\""), SkipReason.NOT_ITEM_CHANGE),
        arguments("{\"eventName\":\"INSERT\",\"dynamodb\":[{}]}", SkipReason.NOT_ITEM_CHANGE),
        arguments(good.replace("\"Keys\"", "\"Other\""), SkipReason.NO_ITEM_KEY),
        arguments(good.replace("{\"S\":\"7\"}", "{\"X\":\"7\"}"), SkipReason.NO_ITEM_KEY),
        arguments(good.replace("{\"S\":\"7\"}", "{\"BOOL\":true}"), SkipReason.NO_ITEM_KEY),
        arguments(good.replace("{\"S\":\"7\"}", "{\"B\":\"?\"}"), SkipReason.NO_ITEM_KEY),
        arguments(good.replace("1720740233", "\"soon\""), SkipReason.NO_EVENT_TIME),
        arguments(good.replace("1720740233", "null"), SkipReason.NO_EVENT_TIME),
        arguments(deep(good, ItemChangeDecoder.DEEPEST), SkipReason.NOT_JSON));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void reportsReasonForSkippedRecord(String record, SkipReason reason) {
    Decoded decoded = Decoded.of(record);

    assertThat(decoded.skipped).containsExactly(reason);
    assertThat(decoded.details).containsExactly("at byte 0");
    assertThat(decoded.changes).isEmpty();
  }

  private static String deep(String record, int brackets) {
    return record.replace(
        "\"awsRegion\"", "\"x\":" + "[".repeat(brackets) + "]".repeat(brackets) + ",\"awsRegion\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"X\":\"of a type to come\"}",
        "{\"X\":{\"nested\":[1,{}]}}",
        "{}",
        "{\"S\":\"a\",\"N\":\"1\"}",
        "\"bare\"",
        "null",
        "[]",
        "{\"S\":7}",
        "{\"S\":null}",
        "{\"N\":true}",
        "{\"N\":{}}",
        "{\"B\":\"not base64!\"}",
        "{\"BOOL\":\"true\"}",
        "{\"NULL\":false}",
        "{\"SS\":\"a\"}",
        "{\"SS\":[\"a\",{\"b\":[]}]}",
        "{\"L\":[{\"S\":\"a\"},\"bare\"]}",
        "{\"L\":{}}",
        "{\"M\":{\"a\":{\"X\":1}}}",
        "{\"M\":[]}"
      })
  void countsUnreadableValueAndReadsTheRest(String value) {
    String record =
        RecordJson.streams("INSERT")
            .keys(KEY)
            .images(null, KEY)
            .toString()
            .replace("\"NewImage\":{", "\"NewImage\":{\"odd\":" + value + ",\"n\":{\"N\":\"1\"},");

    Decoded decoded = Decoded.of(record);

    assertThat(decoded.change().unreadableValues()).isEqualTo(1);
    assertThat(decoded.images.get(0).after()).containsEntry("n", number("1")).containsKeys("id");
  }

  @Test
  void keepsHugeNumbersAsText() {
    String digits = "9".repeat(5_000) + "E+99999999999";
    String record =
        RecordJson.streams("INSERT")
            .keys(KEY)
            .images(null, Map.of("quoted", number(digits)))
            .toString()
            .replace("\"NewImage\":{", "\"NewImage\":{\"bare\":{\"N\":" + digits + "},");

    assertThat(Decoded.of(record).images.get(0).after())
        .containsEntry("quoted", number(digits))
        .containsEntry("bare", number(digits));
  }

  @Test
  void readsUpToMaximumNestingDepth() {
    AttributeValue deepest = text("deep");
    for (int level = 0; level < AttributeValue.MAX_LEVELS; level++) {
      deepest =
          level % 2 == 0
              ? new AttributeValue.MapValue(Map.of("m", deepest))
              : new AttributeValue.ListValue(List.of(deepest));
    }
    AttributeValue tooDeep = new AttributeValue.ListValue(List.of(deepest));
    Map<String, AttributeValue> item = Map.of("deep", deepest, "deeper", tooDeep);

    Decoded decoded =
        Decoded.of(RecordJson.streams("INSERT").keys(KEY).images(null, item).toString());

    assertThat(decoded.images.get(0).after()).containsEntry("deep", deepest);
    assertThat(decoded.change().unreadableValues()).isEqualTo(1);
  }

  @Test
  void neverRevealsAttributeValues() {
    String mark = "MARK-4711";
    Map<String, AttributeValue> item =
        Map.of(
            "id", text(mark),
            "text", text(mark),
            "texts", AttributeValue.SetValue.of(AttributeType.STRING_SET, List.of(text(mark))),
            "list", new AttributeValue.ListValue(List.of(text(mark))),
            "map", new AttributeValue.MapValue(Map.of("inner", text(mark))),
            "binary", new AttributeValue.BinaryValue(mark.getBytes(StandardCharsets.UTF_8)),
            "aws:rep:updateregion", text(mark));
    Map<String, AttributeValue> key = Map.of("id", text(mark));
    String record = RecordJson.streams("MODIFY").keys(key).images(item, item).toString();

    Decoded good = Decoded.of(record);
    Decoded torn = Decoded.of(record.substring(0, record.lastIndexOf(mark) + 4));
    Decoded broken = Decoded.of(record.replace("\"SizeBytes\":", "MARK-4711"));
    Decoded timeless = Decoded.of(record.replace("1720740233", "\"MARK-4711\""));

    assertThat(record).contains(mark);
    assertThat(good.change().toString()).doesNotContain("MARK").doesNotContain("TUFSSy00NzEx");
    assertThat(good.images.toString()).contains("text=S").doesNotContain("MARK");
    assertThat(List.of(torn.details, broken.details, timeless.details))
        .hasToString("[[at byte 0], [at byte 0], [at byte 0]]");
  }
}
