package io.exposuremonitor.detectors.itemchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ItemChangePropertyTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

  @Property(tries = 300)
  void decodesBothFormatsLosslessly(
      @ForAll("keys") Map<String, AttributeValue> key,
      @ForAll("items") Map<String, AttributeValue> before,
      @ForAll("items") Map<String, AttributeValue> after) {
    ItemImages written = new ItemImages(key, before, after);

    Decoded kinesis =
        Decoded.of(
            RecordJson.kinesis("MODIFY").keys(key).images(before, after).toString(),
            TableId.ofArn(ORDERS));
    Decoded streams =
        Decoded.of(RecordJson.streams("MODIFY").keys(key).images(before, after).toString());

    assertThat(kinesis.images).containsExactly(written);
    assertThat(streams.images).containsExactly(written);
    assertThat(kinesis.change()).isEqualTo(withoutSequence(streams.change()));
    assertThat(
            new ItemChanges(Decoded.KEYS, (header, hash, seen) -> new ItemLook(List.of(), 0))
                .of(streams.change().header(), written))
        .contains(streams.change());
  }

  private static ItemChange withoutSequence(ItemChange change) {
    ChangeHeader header = change.header();
    return new ItemChange(
        new ChangeHeader(
            header.table(),
            header.kind(),
            header.eventId(),
            header.time(),
            "",
            header.sizeBytes(),
            header.byTimeToLive()),
        change.key(),
        change.replicated(),
        change.images(),
        change.attributes(),
        change.attributeCount(),
        change.unreadableValues(),
        change.classified(),
        change.classes(),
        change.cutValues());
  }

  @Property(tries = 200)
  void hashesKeyIndependentlyOfAttributeOrder(@ForAll("keys") Map<String, AttributeValue> key) {
    List<Map.Entry<String, AttributeValue>> entries = new ArrayList<>(key.entrySet());
    Collections.reverse(entries);
    Map<String, AttributeValue> reversed = new LinkedHashMap<>();
    entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));

    long straight = Decoded.of(RecordJson.kinesis("INSERT").keys(key).toString()).change().key();
    long back = Decoded.of(RecordJson.streams("REMOVE").keys(reversed).toString()).change().key();

    assertThat(back).isEqualTo(straight);
  }

  @Property(tries = 200)
  void differentKeysHaveDifferentHashes(
      @ForAll("keys") Map<String, AttributeValue> one,
      @ForAll("keys") Map<String, AttributeValue> other) {
    long ofOne = Decoded.of(RecordJson.streams("INSERT").keys(one).toString()).change().key();
    long ofOther = Decoded.of(RecordJson.streams("INSERT").keys(other).toString()).change().key();

    assertThat(ofOne == ofOther).isEqualTo(one.equals(other));
  }

  @Property(tries = 300)
  void emitsOneChangeOrSkipReasonForDamagedRecord(
      @ForAll("keys") Map<String, AttributeValue> key,
      @ForAll("items") Map<String, AttributeValue> item,
      @ForAll @IntRange(min = 0, max = 12) int bytesChanged,
      @ForAll long seed) {
    byte[] record =
        RecordJson.kinesis("MODIFY")
            .keys(key)
            .images(item, item)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    byte[] cut = Arrays.copyOf(record, random.nextInt(record.length));
    byte[] changed = record.clone();
    for (int i = 0; i < bytesChanged; i++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }

    for (byte[] input : List.of(cut, changed)) {
      Decoded decoded = Decoded.of(input, TableId.UNKNOWN);
      assertThat(decoded.changes.size() + decoded.skipped.size()).isEqualTo(1);
    }
    assertThat(Decoded.of(cut, TableId.UNKNOWN).changes).isEmpty();
  }

  @Property(tries = 300)
  void emitsOneSkipReasonForNoise(@ForAll byte[] noise) {
    assertThat(Decoded.of(noise, TableId.UNKNOWN).skipped).hasSize(1);
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    return Items.items();
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> keys() {
    return Items.keys();
  }
}
