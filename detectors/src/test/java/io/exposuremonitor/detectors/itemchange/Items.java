package io.exposuremonitor.detectors.itemchange;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values and items, one of each kind and random ones. */
final class Items {
  private Items() {}

  static AttributeValue text(String text) {
    return new AttributeValue.StringValue(text);
  }

  static AttributeValue number(String digits) {
    return new AttributeValue.NumberValue(digits);
  }

  static AttributeValue binary(int... bytes) {
    byte[] value = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return new AttributeValue.BinaryValue(value);
  }

  /** Every type, nested too. */
  static Map<String, AttributeValue> ofEveryType() {
    return Map.ofEntries(
        Map.entry("id", text("7")),
        Map.entry("text", text("Grüße \"\\ \n \ud83d\ude00")),
        Map.entry("number", number("-1.2345678901234567890123456789012345678E+125")),
        Map.entry("binary", binary(0, 255, 128, 10)),
        Map.entry("empty", binary()),
        Map.entry("yes", new AttributeValue.BooleanValue(true)),
        Map.entry("nothing", new AttributeValue.NullValue()),
        Map.entry(
            "texts",
            AttributeValue.SetValue.of(AttributeType.STRING_SET, List.of(text("a"), text("b")))),
        Map.entry(
            "numbers",
            AttributeValue.SetValue.of(
                AttributeType.NUMBER_SET, List.of(number("1"), number("2")))),
        Map.entry(
            "binaries",
            AttributeValue.SetValue.of(AttributeType.BINARY_SET, List.of(binary(1), binary(2)))),
        Map.entry(
            "list",
            new AttributeValue.ListValue(
                List.of(text("a"), new AttributeValue.MapValue(Map.of("b", binary(3)))))),
        Map.entry("map", new AttributeValue.MapValue(Map.of("a", number("1")))));
  }

  static Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.maps(names(), values(3)).ofMaxSize(8);
  }

  /** Keys that DynamoDB accepts: neither a string nor a binary value may be empty. */
  static Arbitrary<Map<String, AttributeValue>> keys() {
    Arbitrary<AttributeValue> value = Arbitraries.oneOf(texts(1), numbers(), binaries(1));
    return Arbitraries.maps(names(), value).ofMinSize(1).ofMaxSize(2);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withChars("aüz:.\"\\").ofMinLength(1).ofMaxLength(5);
  }

  private static Arbitrary<AttributeValue> values(int levels) {
    Arbitrary<AttributeValue> scalar =
        Arbitraries.oneOf(
            texts(0),
            numbers(),
            binaries(0),
            Arbitraries.of(true, false).map(AttributeValue.BooleanValue::new),
            Arbitraries.just(new AttributeValue.NullValue()),
            sets(AttributeType.STRING_SET, texts(0)),
            sets(AttributeType.NUMBER_SET, numbers()),
            sets(AttributeType.BINARY_SET, binaries(0)));
    if (levels == 0) {
      return scalar;
    }
    Arbitrary<AttributeValue> inner = Arbitraries.lazy(() -> values(levels - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(6, scalar),
        Tuple.of(1, inner.list().ofMaxSize(3).map(AttributeValue.ListValue::new)),
        Tuple.of(
            1, Arbitraries.maps(names(), inner).ofMaxSize(3).map(AttributeValue.MapValue::new)));
  }

  private static Arbitrary<AttributeValue> texts(int shortest) {
    return Arbitraries.strings()
        .ofMinLength(shortest)
        .ofMaxLength(12)
        .filter(Items::isWellFormed)
        .map(Items::text);
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static Arbitrary<AttributeValue> numbers() {
    return Arbitraries.bigDecimals().ofScale(9).map(value -> number(value.toString()));
  }

  private static Arbitrary<AttributeValue> binaries(int shortest) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(shortest)
        .ofMaxSize(9)
        .map(AttributeValue.BinaryValue::new);
  }

  private static Arbitrary<AttributeValue> sets(
      AttributeType type, Arbitrary<AttributeValue> elements) {
    return Combinators.combine(elements.list().ofMinSize(1).ofMaxSize(3), Arbitraries.just(type))
        .as((list, of) -> AttributeValue.SetValue.of(of, list));
  }
}
