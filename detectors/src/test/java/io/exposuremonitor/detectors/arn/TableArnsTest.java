package io.exposuremonitor.detectors.arn;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableArnsTest {
  private static final String TABLE = "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Music";
  private static final String INDEX = TABLE + "/index/by-day";
  private static final String STREAM = TABLE + "/stream/2026-01-01T00:00:00.000";
  private static final String BACKUP = TABLE + "/backup/01700000000000-ab";
  private static final String EXPORT = TABLE + "/export/01700000000000-ab";

  @Test
  void buildsArnInPartitionOfRegion() {
    assertThat(TableArns.build("cn-north-1", "111122223333", "Music")).isEqualTo(TABLE);
    assertThat(TableArns.build("us-gov-west-1", "111122223333", "Music"))
        .isEqualTo("arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/Music");
  }

  @Test
  void buildsPatternsForManyTables() {
    assertThat(TableArns.everyTable("111122223333"))
        .isEqualTo("arn:aws:dynamodb:*:111122223333:table/*");
    assertThat(TableArns.allTablesOfRegion(INDEX))
        .isEqualTo("arn:aws-cn:dynamodb:cn-north-1:111122223333:table/*");
    assertThat(TableArns.allTablesOfRegion("Music")).isEmpty();
    assertThat(TableArns.allTablesOfRegion("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TABLE, INDEX, STREAM, BACKUP, EXPORT})
  void extractsTableFromArnsOfItsSubresources(String arn) {
    assertThat(TableArns.isOfTable(arn)).isTrue();
    assertThat(TableArns.hasTable(arn)).isTrue();
    assertThat(TableArns.of(arn)).isEqualTo(TABLE);
    assertThat(TableArns.name(arn)).isEqualTo("Music");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Music",
        "table/Music",
        "arn:aws:dynamodb",
        "arn:aws:dynamodb::111122223333:global-table/Music",
        "arn:aws:kinesis:eu-west-1:111122223333:stream/changes",
        "arn:aws:glue:eu-west-1:111122223333:table/db/Music",
        "arn:aws:s3:::bucket/table/Music"
      })
  void yieldsNoTableForOtherText(String text) {
    assertThat(TableArns.isOfTable(text)).isFalse();
    assertThat(TableArns.isOfStream(text)).isFalse();
    assertThat(TableArns.of(text)).isEmpty();
    assertThat(TableArns.name(text)).isEmpty();
    assertThat(TableArns.ofStream(text)).isEqualTo(text);
    assertThat(TableArns.ofCopyOrIndex(text)).isEqualTo(text);
    assertThat(TableArns.ofIndex(text)).isEqualTo(text);
    assertThat(TableArns.index(text)).isEmpty();
  }

  @Test
  void hasTableMatchesPatternsAndArnsOfOtherServices() {
    assertThat(TableArns.hasTable("arn:*:*:*:*:table/*")).isTrue();
    assertThat(TableArns.hasTable("arn:aws:glue:eu-west-1:111122223333:table/db/Music")).isTrue();
    assertThat(TableArns.hasTable("arn:aws:dynamodb")).isFalse();
    assertThat(TableArns.hasTable("table/Music")).isFalse();
  }

  @Test
  void recognisesOnlyStreamsAsStreams() {
    assertThat(TableArns.isOfStream(STREAM)).isTrue();
    assertThat(TableArns.isOfStream(TABLE)).isFalse();
    assertThat(TableArns.isOfStream(INDEX)).isFalse();
  }

  @Test
  void mapsOnlyStreamsToTheirTable() {
    assertThat(TableArns.ofStream(STREAM)).isEqualTo(TABLE);
    assertThat(TableArns.ofStream(TABLE)).isEqualTo(TABLE);
    assertThat(TableArns.ofStream(INDEX)).isEqualTo(INDEX);
    assertThat(TableArns.ofStream(BACKUP)).isEqualTo(BACKUP);
    String folder = "arn:aws:s3:::exports/stream/AWSDynamoDB/01";
    assertThat(TableArns.ofStream(folder)).isEqualTo(folder);
    assertThat(TableArns.ofStream("/stream/:table/")).isEqualTo("/stream/:table/");
  }

  @Test
  void mapsCopiesAndIndexesButNotStreamsToTheirTable() {
    assertThat(TableArns.ofCopyOrIndex(BACKUP)).isEqualTo(TABLE);
    assertThat(TableArns.ofCopyOrIndex(EXPORT)).isEqualTo(TABLE);
    assertThat(TableArns.ofCopyOrIndex(INDEX)).isEqualTo(TABLE);
    assertThat(TableArns.ofCopyOrIndex(TABLE)).isEqualTo(TABLE);
    assertThat(TableArns.ofCopyOrIndex(STREAM)).isEqualTo(STREAM);
  }

  @Test
  void splitsIndexArnIntoTableAndIndex() {
    assertThat(TableArns.ofIndex(INDEX)).isEqualTo(TABLE);
    assertThat(TableArns.index(INDEX)).isEqualTo("by-day");
    assertThat(TableArns.ofIndex(TABLE)).isEqualTo(TABLE);
    assertThat(TableArns.index(TABLE)).isEmpty();
    assertThat(TableArns.ofIndex("Music/index/by-day")).isEqualTo("Music/index/by-day");
    assertThat(TableArns.index("Music/index/by-day")).isEmpty();
  }

  @Property
  void partsOfBuiltArnRoundTrip(
      @ForAll @AlphaChars @NumericChars @Chars('-') String region,
      @ForAll @NumericChars @StringLength(12) String account,
      @ForAll @AlphaChars @NumericChars @Chars({'_', '-', '.'}) String name) {
    String arn = TableArns.build(region, account, name);

    assertThat(TableArns.isOfTable(arn)).isTrue();
    assertThat(TableArns.name(arn)).isEqualTo(name);
    assertThat(Arns.name(arn)).isEqualTo(name);
    assertThat(Arns.region(arn)).isEqualTo(region);
    assertThat(Arns.account(arn)).isEqualTo(account);
    assertThat(TableArns.of(arn + "/index/" + name)).isEqualTo(arn);
    assertThat(TableArns.ofStream(arn + "/stream/" + name)).isEqualTo(arn);
    assertThat(TableArns.allTablesOfRegion(arn)).isEqualTo(TableArns.build(region, account, "*"));
  }
}
