package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The decoder agrees with a decoder based on Jackson on everything that Jackson accepts. */
class DifferentialTest {
  /** Escaped surrogates, which this decoder replaces by well-formed text and Jackson doesn't. */
  private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

  private final CloudTrailDecoder decoder = Decoded.decoder();
  private final JacksonReferenceDecoder reference =
      new JacksonReferenceDecoder(Decoded.KEYS, Decoded.STATEMENTS, Decoded.INTEREST);

  @Provide
  Arbitrary<String> records() {
    return RandomRecords.records();
  }

  @Provide
  Arbitrary<String> files() {
    return RandomRecords.files();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void agreesOnRecords(@ForAll("records") String record) throws IOException {
    byte[] bytes = Decoded.bytes("  " + record + "  ");
    Decoded expected = new Decoded();
    reference.decode(bytes, 2, bytes.length - 2, expected);
    Decoded actual = new Decoded();
    decoder.decode(bytes, 2, bytes.length - 2, actual);

    assertSame(actual, expected);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void agreesOnFiles(@ForAll("files") String file) throws IOException {
    byte[] bytes = Decoded.bytes(file);
    Decoded expected = new Decoded();
    reference.decodeFile(bytes, expected);
    Decoded actual = new Decoded();
    decoder.decodePayload(bytes, actual);

    assertSame(actual, expected);
    assertSame(Decoded.file(bytes), expected);
    assertSame(readThroughWindow(1 + file.length() % 61, bytes), expected);
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void survivesMutationsAndAgreesWhereJacksonAccepts(
      @ForAll("records") String record, @ForAll long seed) throws IOException {
    byte[] bytes = mutated(Decoded.bytes(record), new Random(seed));
    Decoded actual = new Decoded();
    decoder.decode(bytes, 0, bytes.length, actual);

    if (isAcceptedByJackson(bytes)) {
      Decoded expected = new Decoded();
      reference.decode(bytes, 0, bytes.length, expected);
      assertSame(actual, expected);
    }
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void survivesMutatedFilesInAnyEnvelope(@ForAll("files") String file, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] bytes = mutated(Decoded.bytes(file), random);
    Decoded payload = new Decoded();
    decoder.decodePayload(bytes, payload);
    Decoded read = Decoded.file(bytes);

    assertThat(read.described()).isEqualTo(payload.described());
    assertThat(read.skipped).isEqualTo(payload.skipped);
    assertThat(readThroughWindow(1 + random.nextInt(99), bytes).activities).hasSizeLessThan(1000);
  }

  private static Decoded readThroughWindow(int size, byte[] file) throws IOException {
    Decoded decoded = new Decoded();
    ByteWindow window = ByteWindow.over(new ByteArrayInputStream(file), size);
    RecordStream stream = new RecordStream(window, Decoded.decoder());
    while (stream.advance(decoded)) {}
    return decoded;
  }

  private static void assertSame(Decoded actual, Decoded expected) {
    assertThat(actual.described()).isEqualTo(expected.described());
    assertThat(actual.candidates).isEqualTo(expected.candidates);
    assertThat(actual.skipped).isEqualTo(expected.skipped);
  }

  /** Overwrites, inserts, removes, cuts: one to three times. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] mutant = bytes;
    for (int i = random.nextInt(3); i >= 0 && mutant.length > 1; i--) {
      int at = random.nextInt(mutant.length);
      byte b =
          (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:\\ 0n".charAt(at % 11));
      switch (random.nextInt(4)) {
        case 0 -> mutant[at] = b;
        case 1 -> {
          byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
          System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
          longer[at] = b;
          mutant = longer;
        }
        case 2 -> {
          byte[] shorter = Arrays.copyOf(mutant, mutant.length - 1);
          System.arraycopy(mutant, at + 1, shorter, at, mutant.length - at - 1);
          mutant = shorter;
        }
        default -> mutant = random.nextInt(4) == 0 ? Arrays.copyOf(mutant, at) : mutant;
      }
    }
    return mutant;
  }

  private static boolean isAcceptedByJackson(byte[] bytes) {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean object = text.stripLeading().startsWith("{");
      int depth = 0;
      int values = 0;
      while (parser.nextToken() != null) {
        parser.getText();
        values += depth == 0 ? 1 : 0;
        depth += parser.currentToken().isStructStart() ? 1 : 0;
        depth -= parser.currentToken().isStructEnd() ? 1 : 0;
      }
      return object && values == 1 && depth == 0 && !SURROGATE.matcher(text).find();
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
