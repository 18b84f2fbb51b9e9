package io.exposuremonitor.job.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireTextTest {
  private final WireWriter writer = new WireWriter();
  private final WireReader reader = new WireReader();

  /** Texts, and the bytes that each character takes. */
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", 1),
        Arguments.of("arn:aws:dynamodb:eu-west-1:111122223333:table/orders", 1),
        Arguments.of("caf\u00e9 \u00ff", 1),
        Arguments.of("caf\u0101", 2),
        Arguments.of("\ud83d\ude00", 2),
        Arguments.of("unpaired \ud800", 2),
        Arguments.of("\udc00\ud800", 2));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void writesOneBytePerCharacterIfAllAreLatin(String text, int bytes) {
    writer.writeText(text);
    reader.fill(writer);

    assertThat(writer.length()).isEqualTo(1 + bytes * text.length());
    assertThat(reader.readText()).isEqualTo(text);
  }

  @Property(tries = 300)
  void readsWhatWasWritten(@ForAll String one, @ForAll String other) {
    writer.clear();
    writer.writeText(one);
    writer.writeText(other);
    reader.fill(writer);

    assertThat(reader.readText()).isEqualTo(one);
    assertThat(reader.readText()).isEqualTo(other);
  }
}
