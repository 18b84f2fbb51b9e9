package io.exposuremonitor.detectors.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.itemchange.AttributeClass;
import io.exposuremonitor.detectors.itemchange.AttributeType;
import io.exposuremonitor.detectors.itemchange.AttributeValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.BinaryValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.ListValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.MapValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.NumberValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.SetValue;
import io.exposuremonitor.detectors.itemchange.AttributeValue.StringValue;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.detectors.itemchange.ItemChanges;
import io.exposuremonitor.detectors.itemchange.ItemImages;
import io.exposuremonitor.detectors.itemchange.ItemLook;
import io.exposuremonitor.detectors.itemchange.TableId;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ItemClassifierTest {
  private static final TableId TABLE = TableId.of("customers", "eu-central-1", "123456789012");
  private static final Map<String, AttributeValue> KEY = Map.of("id", new StringValue("7"));

  private final ItemClassifier classifier =
      new ItemClassifier(Policy.defaults(), ClassificationBudget.unlimited());

  @Test
  void reportsNestedClassesUnderTopLevelAttribute() {
    Map<String, AttributeValue> item =
        Map.of(
            "profile",
            new MapValue(
                Map.of(
                    "contacts",
                    new ListValue(
                        List.of(new MapValue(Map.of("mail", new StringValue("a@example.com"))))),
                    "phones",
                    SetValue.of(
                        AttributeType.STRING_SET, List.of(new StringValue("030 1234567"))))),
            "card",
            new NumberValue("4111111111111111"),
            "blob",
            new BinaryValue("-----BEGIN RSA PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII)),
            "shipping",
            new MapValue(Map.of("address", new MapValue(Map.of("line", text("Mill Lane 7"))))));

    assertThat(classes(item))
        .containsExactlyInAnyOrder(
            new AttributeClass("profile", "email-address"),
            new AttributeClass("profile", "phone-number"),
            new AttributeClass("card", "payment-card"),
            new AttributeClass("blob", "private-key"),
            new AttributeClass("shipping", "postal-address"));
  }

  @Test
  void withholdsSensitiveNamesAndClassifiesMapKeys() {
    Map<String, AttributeValue> item =
        Map.of(
            "a@example.com",
            text("x"),
            "members",
            new MapValue(Map.of("b@example.com", text("admin"))));

    assertThat(classes(item))
        .containsExactlyInAnyOrder(
            new AttributeClass("(name withheld)", "email-address"),
            new AttributeClass("members", "email-address"));
  }

  @Test
  void prefersInnerNameOverOuterName() {
    assertThat(classes(Map.of("order", new MapValue(Map.of("pan", text("4111111111111111"))))))
        .containsExactly(new AttributeClass("order", "payment-card"));
    assertThat(classes(Map.of("order", text("4111111111111111")))).isEmpty();
  }

  @Test
  void classifiesOnlyNewImage() {
    Map<String, AttributeValue> held = Map.of("mail", text("a@example.com"));

    assertThat(classifier.observe(header(), 1, new ItemImages(KEY, held, null))).isNull();
    assertThat(classifier.observe(header(), 1, new ItemImages(KEY, held, Map.of())))
        .isEqualTo(new ItemLook(List.of(), 0));
  }

  @Test
  void boundsWorkOnLargeItems() {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(
        "many", new ListValue(IntStream.range(0, 5_000).mapToObj(i -> text("a" + i)).toList()));
    String hostile = "1 ".repeat(200_000) + "a@".repeat(100_000) + "+1(".repeat(100_000);
    for (int i = 0; i < 50; i++) {
      item.put("long" + i, text(hostile));
    }
    long characters = 0;
    for (int i = 0; i < 20; i++) {
      characters += classes(item).size();
    }
    assertThat(characters).isZero();
  }

  @Test
  void cachesMostRecentlyUsedNames() {
    AttributeName root = AttributeName.root();
    for (int i = 0; i < 3 * AttributeName.CACHED_NAMES; i++) {
      assertThat(root.member("phone" + i).isAbout(Topic.PHONE)).isTrue();
    }
    assertThat(root.cachedNames()).isEqualTo(AttributeName.CACHED_NAMES);
    assertThat(root.isCached("phone1")).isFalse();
    assertThat(root.isCached("phone29999")).isTrue();
  }

  @Test
  void examinesBoundedNumberOfMapKeys() {
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    for (int i = 0; i < 50_000; i++) {
      members.put("n" + i, new AttributeValue.BooleanValue(true));
    }
    members.put("mail", text("a@example.com"));
    AttributeName root = AttributeName.root();

    ItemLook look =
        new ItemInspection(new Recognizers(), 0).at(Map.of("map", new MapValue(members)), root);

    assertThat(root.cachedNames()).isEqualTo(ItemInspection.MAX_NAMES);
    assertThat(look.cutValues()).isEqualTo(1);
  }

  @Test
  void samplesConsistentlyAtPercentageOfPolicy() throws Exception {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              overrides:
                - table: customers
                  sensitiveData: {samplePercent: 10}
            """);
    ItemClassifier sampling = new ItemClassifier(policy, ClassificationBudget.unlimited());
    ItemImages images = new ItemImages(KEY, null, KEY);
    long examined =
        LongStream.range(0, 10_000)
            .filter(key -> sampling.observe(header(), key, images) != null)
            .count();

    assertThat(examined).isBetween(900L, 1_100L);
    assertThat(LongStream.range(0, 10_000).filter(key -> ItemClassifier.isSampled(key, 10)))
        .allMatch(key -> ItemClassifier.isSampled(key, 30));
    assertThat(classifier.observe(header(), 5, images)).isNotNull();
  }

  @Test
  void examinesFewerItemsUnderLoad() {
    long[] now = {0};
    ClassificationBudget budget = ClassificationBudget.halfOfTime(() -> now[0]);
    for (int period = 0; period < 3; period++) {
      long began = budget.begin();
      now[0] += 5_000_000_000L;
      budget.end(began);
    }
    budget.begin();
    ItemClassifier busy = new ItemClassifier(Policy.defaults(), budget);
    ItemImages images = new ItemImages(KEY, null, KEY);

    assertThat(
            LongStream.range(0, 10_000)
                .filter(key -> busy.observe(header(), key, images) != null)
                .count())
        .isBetween(2_300L, 2_700L);
  }

  @Test
  void countsOmittedValues() {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("long", text("a ".repeat(3_000)));
    item.put(
        "many", new ListValue(IntStream.range(0, 1_500).mapToObj(i -> text("a" + i)).toList()));
    ItemLook look = classifier.observe(header(), 1, new ItemImages(KEY, null, item));

    assertThat(look.cutValues()).isEqualTo(1 + 501);
    assertThat(classifier.observe(header(), 1, new ItemImages(KEY, null, KEY)).cutValues())
        .isZero();
  }

  @Test
  void omitsValuesFromItemChange() {
    Map<String, AttributeValue> item =
        Map.of("mail", text("marked@example.com"), "ssn", text("123-45-4711"));
    ItemChange change =
        new ItemChanges(KeyHasher.of(new byte[] {1}), classifier)
            .of(header(), new ItemImages(KEY, null, item))
            .orElseThrow();

    assertThat(change.classified()).isTrue();
    assertThat(change.classes())
        .containsExactly(
            new AttributeClass("mail", "email-address"), new AttributeClass("ssn", "national-id"));
    assertThat(change.toString()).doesNotContain("marked", "4711");
  }

  private List<AttributeClass> classes(Map<String, AttributeValue> item) {
    ItemLook look = classifier.observe(header(), 1, new ItemImages(KEY, null, item));
    assertThat(look).isNotNull();
    return look.classes();
  }

  private static AttributeValue text(String text) {
    return new StringValue(text);
  }

  private static ChangeHeader header() {
    return new ChangeHeader(TABLE, ChangeKind.INSERT, "1", 1_763_805_600_000L, "", 10, false);
  }
}
