package io.exposuremonitor.detectors.itemchange;

import static io.exposuremonitor.detectors.itemchange.Items.binary;
import static io.exposuremonitor.detectors.itemchange.Items.number;
import static io.exposuremonitor.detectors.itemchange.Items.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemChangesTest {
  private static final Map<String, AttributeValue> KEY = Map.of("id", text("7"));
  private static final ChangeHeader INSERT =
      new ChangeHeader(
          TableId.of("orders", "eu-central-1", ""), ChangeKind.INSERT, "1", 1_000, "", 10, false);

  @Test
  void passesOnClassesFoundByObserver() {
    ItemObserver finder =
        (header, key, images) -> {
          List<AttributeClass> found = new ArrayList<>();
          images
              .after()
              .forEach(
                  (name, value) ->
                      value.forEachScalar(
                          scalar -> {
                            if (scalar instanceof AttributeValue.StringValue string
                                && string.text().contains("@")) {
                              found.add(new AttributeClass(name, "email-address"));
                            }
                          }));
          return new ItemLook(found, 3);
        };
    Map<String, AttributeValue> item =
        Map.of(
            "id", text("7"),
            "work", text("a@example.com"),
            "others",
                new AttributeValue.ListValue(
                    List.of(
                        new AttributeValue.MapValue(
                            Map.of(
                                "home", text("b@example.com"),
                                "all",
                                    AttributeValue.SetValue.of(
                                        AttributeType.STRING_SET,
                                        List.of(text("c@example.com"))))))));

    ItemChange change =
        new ItemChanges(Decoded.KEYS, finder)
            .of(INSERT, new ItemImages(KEY, null, item))
            .orElseThrow();

    assertThat(change.classes())
        .containsExactly(
            new AttributeClass("others", "email-address"),
            new AttributeClass("work", "email-address"));
    assertThat(change.cutValues()).isEqualTo(3);
    assertThat(change.toString()).doesNotContain("example.com");
  }

  @Test
  void boundsAttributesAndClasses() {
    Map<String, AttributeValue> item = new HashMap<>();
    IntStream.range(0, 500).forEach(i -> item.put("%03d".formatted(i), number("1")));
    item.put("\ud83d\ude00".repeat(40_000), number("1"));
    ItemObserver busy =
        (header, key, images) ->
            new ItemLook(
                IntStream.range(0, 500)
                    .mapToObj(i -> new AttributeClass("%03d".formatted(499 - i), "c".repeat(1_000)))
                    .toList(),
                0);

    ItemChange change =
        new ItemChanges(Decoded.KEYS, busy)
            .of(INSERT, new ItemImages(KEY, null, item))
            .orElseThrow();

    assertThat(change.attributeCount()).isEqualTo(501);
    assertThat(change.attributes())
        .hasSize(ItemChange.MAX_ATTRIBUTES)
        .extracting(ItemAttribute::name)
        .startsWith("000", "001")
        .endsWith("099");
    assertThat(change.classes())
        .hasSize(ItemChange.MAX_CLASSES)
        .isSorted()
        .allMatch(found -> found.dataClass().length() == 255);
  }

  @Test
  void truncatesLongNameAtCharacterBoundary() {
    String name = "\ud83d\ude00".repeat(40_000);

    ItemChange change =
        new ItemChanges(Decoded.KEYS, ItemObserver.NONE)
            .of(INSERT, new ItemImages(KEY, null, Map.of(name, number("1"))))
            .orElseThrow();

    assertThat(change.attributes().get(0).name()).isEqualTo(name.substring(0, 254));
  }

  @Test
  void rejectsInvalidKeys() {
    ItemChanges changes = new ItemChanges(Decoded.KEYS, ItemObserver.NONE);

    assertThat(changes.of(INSERT, new ItemImages(Map.of(), null, KEY))).isEmpty();
    assertThat(
            changes.of(
                INSERT,
                new ItemImages(
                    Map.of("id", text("7"), "sort", new AttributeValue.NullValue()), null, KEY)))
        .isEmpty();
  }

  @Test
  void hashesKeyLikeCloudTrailDecoder() {
    Map<String, AttributeValue> key = Map.of("id", text("Grüße \"7\""), "sort", number("-1.5"));
    ItemChange change =
        new ItemChanges(Decoded.KEYS, ItemObserver.NONE)
            .of(INSERT, new ItemImages(key, null, null))
            .orElseThrow();

    assertThat(cloudTrailKeys("{\"id\":\"Grüße \\\"7\\\"\",\"sort\":\"-1.5\"}"))
        .containsExactly(change.key());
    assertThat(cloudTrailKeys("{\"sort\": -1.5, \"id\": \"Gr\\u00fc\\u00dfe \\\"7\\\"\"}"))
        .containsExactly(change.key());
  }

  @Test
  void hashesBinaryKeyByItsBytes() {
    ItemChanges changes = new ItemChanges(Decoded.KEYS, ItemObserver.NONE);
    long one = keyOf(changes, binary(1, 2));

    assertThat(keyOf(changes, binary(1, 2))).isEqualTo(one);
    assertThat(keyOf(changes, binary(2, 1))).isNotEqualTo(one);
  }

  private static long keyOf(ItemChanges changes, AttributeValue value) {
    return changes.of(INSERT, new ItemImages(Map.of("id", value), null, null)).orElseThrow().key();
  }

  private static long[] cloudTrailKeys(String key) {
    String record =
        """
        {"eventVersion":"1.11","eventTime":"2026-03-01T12:00:00Z","eventID":"1",
         "eventSource":"dynamodb.amazonaws.com","eventName":"GetItem","awsRegion":"eu-central-1",
         "requestParameters":{"tableName":"orders","key":%s}}
        """
            .formatted(key);
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    List<Activity> activities = new ArrayList<>();
    new CloudTrailDecoder(
            Decoded.KEYS,
            text -> new Statement(Statement.Verb.SELECT, "", "", Statement.Access.FULL_SCAN, ""),
            (source, name, failed, parameters) -> false)
        .decode(bytes, 0, bytes.length, new Activities(activities));
    return activities.get(0).keys();
  }

  /** Keeps activities and ignores everything else. */
  private record Activities(List<Activity> seen) implements DecoderSink {
    @Override
    public void activity(Activity activity) {
      seen.add(activity);
    }

    @Override
    public void candidate(RawRecord record) {
      throw new AssertionError("no rule asked");
    }

    @Override
    public void itemChange(byte[] bytes, int from, int to, String place) {
      throw new AssertionError(place);
    }

    @Override
    public void skipped(SkipReason reason, String detail) {
      throw new AssertionError(reason + " " + detail);
    }
  }
}
