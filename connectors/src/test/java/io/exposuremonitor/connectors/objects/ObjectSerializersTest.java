package io.exposuremonitor.connectors.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** State of every version can be read. The golden files are never changed, only added to. */
class ObjectSerializersTest {
  private static final ObjectSplit SPLIT =
      new ObjectSplit(new ObjectRef("trail", "a/ü.json.gz", "v1", "0a1b", 77), 3);
  private static final ObjectEnumeratorState STATE =
      new ObjectEnumeratorState(
          List.of(SPLIT, ObjectSplit.of(ObjectRef.of("trail", "b.json"))),
          List.of(new SeenObjects.Entry(1, -2, 1_767_225_600_000L)),
          List.of(
              new Backfill.Progress(new Backfill("trail", "AWSLogs/", 5, 9), "AWSLogs/x", false),
              new Backfill.Progress(Backfill.all("old", ""), null, true)));

  @Test
  void readsASplitOfVersionOne() throws IOException {
    assertReadsGolden("object-split-1.hex", ObjectSplitSerializer.INSTANCE, SPLIT);
  }

  @Test
  void readsAnEnumeratorOfVersionOne() throws IOException {
    assertReadsGolden("object-enumerator-1.hex", ObjectEnumeratorStateSerializer.INSTANCE, STATE);
  }

  private <T> void assertReadsGolden(
      String name, SimpleVersionedSerializer<T> serializer, T expected) throws IOException {
    byte[] golden;
    try (InputStream in = getClass().getResourceAsStream(name)) {
      assertThat(in).as("missing; it would be " + hex(serializer.serialize(expected))).isNotNull();
      golden =
          HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
    assertThat(serializer.deserialize(1, golden)).isEqualTo(expected);
    assertThat(hex(serializer.serialize(expected))).isEqualTo(hex(golden));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void rejectsUnknownVersion() throws IOException {
    byte[] bytes = ObjectSplitSerializer.INSTANCE.serialize(SPLIT);

    assertThatThrownBy(() -> ObjectSplitSerializer.INSTANCE.deserialize(2, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void rejectsTrailingBytes() throws IOException {
    byte[] bytes = ObjectSplitSerializer.INSTANCE.serialize(SPLIT);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

    assertThatThrownBy(() -> ObjectSplitSerializer.INSTANCE.deserialize(1, longer))
        .isInstanceOf(IOException.class);
  }

  @Property(tries = 200)
  void roundTripsEnumeratorState(@ForAll("splits") List<ObjectSplit> splits) throws IOException {
    ObjectEnumeratorState state = new ObjectEnumeratorState(splits, List.of(), List.of());

    ObjectEnumeratorStateSerializer serializer = ObjectEnumeratorStateSerializer.INSTANCE;
    assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
  }

  @Provide
  Arbitrary<List<ObjectSplit>> splits() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(40);
    return Combinators.combine(
            text, text, text.injectNull(0.3), text.injectNull(0.3), Arbitraries.longs())
        .as(
            (bucket, key, version, tag, n) ->
                new ObjectSplit(new ObjectRef(bucket, key, version, tag, n), n / 2))
        .list()
        .ofMaxSize(20);
  }
}
