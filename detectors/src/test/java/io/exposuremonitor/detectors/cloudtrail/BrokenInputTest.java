package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenInputTest {
  private static final String ONE = RecordJson.of("Scan").id("one").toString();
  private static final String TWO = RecordJson.of("Scan").id("two").toString();

  static Stream<Arguments> brokenRecords() {
    return Stream.of(
        arguments("a missing quote", ONE.replace("aws-sdk-java/2.25.11\"", "aws-sdk-java")),
        arguments("a missing colon", ONE.replace("\"awsRegion\":", "\"awsRegion\"")),
        arguments("a bare word", ONE.replace("\"us-east-1\"", "us-east-1")),
        arguments("a missing brace", ONE.replace("}}},\"eventTime\"", "}},\"eventTime\"")),
        arguments("a surplus brace", ONE.replace("}}},\"eventTime\"", "}}}},\"eventTime\"")),
        arguments("a missing value", ONE.replace("\"us-east-1\"", "")),
        arguments("a line break in a string", ONE.replace("us-east-1", "us-\neast-1")),
        arguments("only its beginning", ONE.substring(0, 300)),
        arguments("another kind of value", "17"),
        arguments("nothing but noise", "%&/()=?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRecords")
  void keepsNeighboursOfBrokenRecord(String fault, String broken) {
    String file = "{\"Records\":[" + TWO + "," + broken + "," + TWO + "," + TWO + "]}";
    Decoded decoded = Decoded.payload(file);

    assertThat(decoded.ids()).as(fault).containsExactly("two", "two", "two");
    assertThat(decoded.skipped).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRecords")
  void keepsLinesAroundBrokenLine(String fault, String broken) {
    Decoded decoded = Decoded.payload(TWO + "\n" + broken + "\n" + TWO + "\n" + TWO);

    assertThat(decoded.ids()).as(fault).containsExactly("two", "two", "two");
    assertThat(decoded.skipped).isNotEmpty();
  }

  @Test
  void keepsNeighboursOfRecordsThatStartWithAnotherField() {
    String good = RecordJson.of("Scan").without("eventVersion").id("two").toString();
    String bad = good.replace("\"us-east-1\"", "us-east-1");

    assertThat(Decoded.payload("[" + good + "," + bad + "," + good + "]").ids()).hasSize(2);
    assertThat(Decoded.payload("[" + bad + "," + good + "," + ONE + "]").ids())
        .containsExactly("two", "one");
    assertThat(Decoded.payload("[" + good + ",%&," + good + "," + ONE + "]").ids())
        .containsExactly("two", "two", "one");
  }

  @Test
  void readsCompleteRecordsOfTruncatedFile() {
    String file = "{\"Records\":[" + ONE + "," + TWO + "," + ONE + "]}";
    int inTheThird = file.length() - 100;
    Decoded decoded = Decoded.payload(file.substring(0, inTheThird));

    assertThat(decoded.ids()).containsExactly("one", "two");
    assertThat(decoded.skipped).containsExactly(SkipReason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "{\"Records\":[", "{\"Records\":[]", "{\"eventVersion\":\"1."})
  void reportsIncompleteBeginningAsTruncated(String beginning) {
    assertThat(Decoded.payload(beginning).skipped).containsExactly(SkipReason.TRUNCATED);
  }

  @Test
  void reportsTextFileOnce() {
    String text = "Dear reader,\n\nthis is a \"text\" [and] {no} JSON.\n".repeat(500);

    assertThat(Decoded.payload(text).skipped).containsExactly(SkipReason.NOT_JSON);
  }

  @Test
  void reportsBinaryFileOnce() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] == '{' ? 0 : noise[i];
    }
    noise[0] = 0;

    assertThat(Decoded.file(noise).skipped).containsExactly(SkipReason.NOT_JSON);
  }

  @Test
  void reportsEveryRunOfNoise() {
    Decoded decoded = Decoded.payload("noise\n" + ONE + "\nmore noise\n" + TWO + "\nnoise");

    assertThat(decoded.ids()).containsExactly("one", "two");
    assertThat(decoded.skipped)
        .containsExactly(SkipReason.NOT_JSON, SkipReason.NOT_JSON, SkipReason.NOT_JSON);
  }

  @Test
  void reportsABrokenRecordAfterOneThatIsCutOffInAString() {
    String cut = ONE.substring(0, ONE.indexOf("aws-sdk-java") + 3) + "\n";
    String broken = ONE.replace("\"us-east-1\"", "us-east-1");
    Decoded decoded = Decoded.payload("[" + cut + "," + broken + "," + TWO + "]");

    assertThat(decoded.ids()).containsExactly("two");
    assertThat(decoded.skipped).containsExactly(SkipReason.NOT_JSON, SkipReason.NOT_JSON);
  }

  @Test
  void findsARecordThatSeveralUnclosedOnesSwallowed() {
    assertThat(Decoded.payload("{\"eventVersion\":".repeat(3) + TWO).ids()).containsExactly("two");
  }

  @Test
  void findsRecordsAfterTextLongerThanTheBuffer() {
    String text = "no JSON at all\n".repeat(40_000);
    Decoded decoded = Decoded.file(Decoded.bytes(text + ONE + "\n" + TWO));

    assertThat(decoded.ids()).containsExactly("one", "two");
    assertThat(decoded.skipped).containsExactly(SkipReason.NOT_JSON);
  }

  /** The beginning of a record by which it is found lies in two buffers. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 15, 16, 17})
  void findsRecordThatBeginsAtTheEndOfTheBuffer(int before) {
    String noise = "x".repeat((1 << 18) - before);

    assertThat(Decoded.file(Decoded.bytes(noise + TWO)).ids()).containsExactly("two");
  }

  @Test
  void countsBytesFromTheStartOfLongFiles() {
    String good = (TWO + "\n").repeat(1_000);
    Decoded decoded = Decoded.file(Decoded.bytes(good + "{]\n" + TWO));

    assertThat(decoded.ids()).hasSize(1_001);
    assertThat(good.length()).isGreaterThan(2 << 18);
    assertThat(decoded.details).containsExactly("at byte " + good.length());
  }

  @Test
  void skipsARecordOverFourMebibytesAndReadsTheRest() {
    String large = RecordJson.of("Scan").with("junk", '"' + "x".repeat(1 << 22) + '"').toString();
    String huge =
        RecordJson.of("Scan").with("junk", '"' + "\\\"}{".repeat(1 << 20) + '"').toString();
    String file = "{\"Records\":[" + ONE + "," + large + "," + huge + "," + TWO + "]}";

    for (Decoded decoded : List.of(Decoded.payload(file), Decoded.file(EnvelopesTest.gzip(file)))) {
      assertThat(decoded.ids()).containsExactly("one", "two");
      assertThat(decoded.skipped).containsExactly(SkipReason.TOO_LARGE, SkipReason.TOO_LARGE);
    }
    assertThat(Decoded.record(large).skipped).containsExactly(SkipReason.TOO_LARGE);
  }

  @Test
  void skipsARecordThatIsTooLargeForTheBuffer() {
    String junk = "[\"" + "\\\"}{".repeat(3 << 20) + "\",\"\\\\\",[{}]]";
    String huge = RecordJson.of("Scan").with("junk", junk).toString();
    Decoded decoded = Decoded.file(Decoded.bytes("[" + ONE + "," + huge + "," + TWO + "]"));

    assertThat(decoded.ids()).containsExactly("one", "two");
    assertThat(decoded.skipped).containsExactly(SkipReason.TOO_LARGE);
  }

  /** A replay could not sort what such records become, and would end. */
  @Test
  void skipsACallThatNamesMoreThanAnyCall() {
    String name = "x".repeat(200_000);
    String user = "arn:aws:iam::111122223333:user/";
    String identity = "{\"type\":\"IAMUser\",\"arn\":\"" + user + name + "\"}";
    String keys = "{\"pk\":\"k\"},".repeat(20_000) + "{\"pk\":\"k\"}";
    String items = "{\"requestItems\":{\"orders\":{\"keys\":[" + keys + "]}}}";
    String file =
        "{\"Records\":["
            + String.join(
                ",",
                ONE,
                RecordJson.of("Scan")
                    .with("requestParameters", "{\"tableName\":\"" + name + "\"}")
                    .toString(),
                RecordJson.of("Scan").with("userIdentity", identity).toString(),
                RecordJson.of("BatchGetItem").with("requestParameters", items).toString(),
                TWO)
            + "]}";

    Decoded decoded = Decoded.file(Decoded.bytes(file));

    assertThat(decoded.ids()).containsExactly("one", "two");
    assertThat(decoded.skipped)
        .containsExactly(SkipReason.TOO_LARGE, SkipReason.TOO_LARGE, SkipReason.TOO_LARGE);
  }

  @Test
  void readsARecordOfJustBelowFourMebibytes() {
    String large =
        RecordJson.of("Scan")
            .id("large")
            .with("junk", '"' + "x".repeat(4_190_000) + '"')
            .toString();

    assertThat(Decoded.file(Decoded.bytes(ONE + large + TWO)).ids())
        .containsExactly("one", "large", "two");
  }

  @Test
  void readsBeginningOfTruncatedGzipFile() {
    byte[] whole = EnvelopesTest.gzip((ONE + "\n").repeat(5000) + noise());
    Decoded decoded = Decoded.file(Arrays.copyOf(whole, whole.length - 20));

    assertThat(decoded.ids()).hasSizeGreaterThanOrEqualTo(4990);
    assertThat(decoded.skipped).endsWith(SkipReason.TRUNCATED);
  }

  @Test
  void reportsCorruptCompressionAsUnreadable() {
    byte[] whole = EnvelopesTest.gzip((ONE + "\n").repeat(5000) + noise());
    whole[whole.length - 6] ^= 1;
    Decoded decoded = Decoded.file(whole);

    assertThat(decoded.ids()).hasSize(5000);
    assertThat(decoded.skipped).endsWith(SkipReason.UNREADABLE);
  }

  @Test
  void reportsInvalidGzipHeader() {
    byte[] invalid = {0x1f, (byte) 0x8b, 7, 7, 7, 7, 7, 7, 7, 7, 7};
    byte[] truncated = {0x1f, (byte) 0x8b};

    assertThat(Decoded.payload(invalid).skipped).containsExactly(SkipReason.UNREADABLE);
    assertThat(Decoded.file(invalid).skipped).containsExactly(SkipReason.UNREADABLE);
    assertThat(Decoded.payload(truncated).skipped).containsExactly(SkipReason.TRUNCATED);
    assertThat(Decoded.file(truncated).skipped).containsExactly(SkipReason.TRUNCATED);
  }

  @Test
  void staysLinearOnManyUnclosedRecords() {
    Decoded decoded = Decoded.file(Decoded.bytes("{\"eventVersion\":".repeat(200_000)));

    assertThat(decoded.activities).isEmpty();
    assertThat(decoded.skipped).hasSizeLessThan(20);
  }

  @Test
  void acceptsAnyNestingDepth() {
    String deep = "[".repeat(400_000) + "]".repeat(400_000);
    String record = RecordJson.of("Scan").with("junk", deep).id("deep").toString();

    assertThat(Decoded.record(record).ids()).containsExactly("deep");
    assertThat(Decoded.payload(deep).activities).isEmpty();
  }

  @Test
  void replacesUnpairedSurrogates() {
    String record =
        RecordJson.of("Scan").with("userAgent", "\"\\ud83d\\ude00 \\ud83d \\ude00x\"").toString();

    assertThat(Decoded.record(record).activity().origin().userAgent())
        .isEqualTo("\ud83d\ude00 ? ?x");
  }

  private static String noise() {
    StringBuilder noise = new StringBuilder();
    new Random(2).ints(2000).forEach(noise::append);
    return noise.toString();
  }
}
