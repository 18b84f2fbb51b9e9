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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnsTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/Music";
  private static final String BUCKET = "arn:aws-cn:s3:::exports";
  private static final String SECRET =
      "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db:password";

  @ParameterizedTest
  @CsvSource({
    TABLE + ", aws, dynamodb, eu-west-1, 111122223333, table/Music",
    BUCKET + ", aws-cn, s3, '', '', exports",
    SECRET + ", aws-us-gov, secretsmanager, us-gov-west-1, 111122223333, secret:db:password",
    "arn:aws:iam::aws:policy/ReadOnlyAccess, aws, iam, '', aws, policy/ReadOnlyAccess",
    "arn:::::, '', '', '', '', ''",
    "arn:aws:dynamodb, aws, dynamodb, '', '', ''",
    "Music, '', '', '', '', ''",
    "'', '', '', '', '', ''",
  })
  void splitsArnIntoParts(
      String arn,
      String partition,
      String service,
      String region,
      String accountPart,
      String resource) {
    assertThat(Arns.partition(arn)).isEqualTo(partition);
    assertThat(Arns.service(arn)).isEqualTo(service);
    assertThat(Arns.region(arn)).isEqualTo(region);
    assertThat(Arns.accountPart(arn)).isEqualTo(accountPart);
    assertThat(Arns.resource(arn)).isEqualTo(resource);
  }

  @Test
  void recognisesTextWithAllPartsAsArn() {
    assertThat(Arns.isArn(TABLE)).isTrue();
    assertThat(Arns.isArn(SECRET)).isTrue();
    assertThat(Arns.isArn("arn:::::")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Music", "arn:aws:dynamodb", "arn:aws:dynamodb:eu-west-1:1", "a:b:c:d:e:f"})
  void rejectsOtherTextAsArn(String text) {
    assertThat(Arns.isArn(text)).isFalse();
  }

  @Test
  void recognisesTruncatedArnByItsBeginning() {
    assertThat(Arns.beginsAsArn("arn:aws:dynamodb")).isTrue();
    assertThat(Arns.beginsAsArn("arn")).isFalse();
    assertThat(Arns.beginsAsArn("Music")).isFalse();
  }

  @Test
  void acceptsOnlyAccountsOfTwelveDigits() {
    assertThat(Arns.account(TABLE)).isEqualTo("111122223333");
    assertThat(Arns.account(BUCKET)).isEmpty();
    assertThat(Arns.account("arn:aws:iam::aws:policy/ReadOnlyAccess")).isEmpty();
    assertThat(Arns.account("Music")).isEmpty();
    assertThat(Arns.isAccount("111122223333")).isTrue();
    assertThat(Arns.isAccount("11112222333")).isFalse();
    assertThat(Arns.isAccount("1111222233334")).isFalse();
    assertThat(Arns.isAccount("11112222333x")).isFalse();
    assertThat(Arns.isAccount("11112222333٣")).isFalse();
  }

  @Test
  void matchesService() {
    assertThat(Arns.isOf("dynamodb", TABLE)).isTrue();
    assertThat(Arns.isOf("dynamodb", "arn:aws:dynamodb")).isTrue();
    assertThat(Arns.isOf("dynamo", TABLE)).isFalse();
    assertThat(Arns.isOf("dynamodbstreams", TABLE)).isFalse();
    assertThat(Arns.isOf("dynamodb", "x:aws:dynamodb:eu-west-1:1:table/Music")).isFalse();
    assertThat(Arns.isOf("dynamodb", "dynamodb")).isFalse();
    assertThat(Arns.isOf("dynamodb", "")).isFalse();
  }

  @Test
  void matchesServiceAndResourceType() {
    assertThat(Arns.isOf("dynamodb", "table/", TABLE)).isTrue();
    assertThat(Arns.isOf("dynamodb", "global-table/", TABLE)).isFalse();
    assertThat(Arns.isOf("kinesis", "table/", TABLE)).isFalse();
    assertThat(Arns.isOf("dynamodb", "table/", "arn:aws:dynamodb")).isFalse();
    assertThat(Arns.isOf("dynamodb", "table/", "arn:aws:dynamodb:eu-west-1:1:x:table/Music"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/index/by-day",
        "/stream/2026-01-01T00:00:00.000",
        "/backup/01-ab",
        "/export/01"
      })
  void ownerOfSubresourceIsItsTable(String part) {
    assertThat(Arns.owner(TABLE + part)).isEqualTo(TABLE);
  }

  @Test
  void ownerOfConsumerIsItsStream() {
    String stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/changes";
    assertThat(Arns.owner(stream + "/consumer/app:1700000000")).isEqualTo(stream);
    assertThat(Arns.owner(BUCKET)).isEqualTo(BUCKET);
    assertThat(Arns.owner("Music")).isEqualTo("Music");
    assertThat(Arns.owner("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    TABLE + ", Music, table/Music",
    "arn:aws:iam::111122223333:role/ci/Deployer, Deployer, role/ci/Deployer",
    "arn:aws:sts::111122223333:assumed-role/Admin/jane, jane, assumed-role/Admin/jane",
    BUCKET + ", " + BUCKET + ", exports",
    "Music, Music, Music",
    "table/, '', table/",
    "arn:aws:iam::111122223333:root, arn:aws:iam::111122223333:root, root",
    "lambda.amazonaws.com, lambda.amazonaws.com, lambda.amazonaws.com",
    "'', '', ''",
  })
  void takesNameFromTheLastPart(String arn, String name, String kindAndName) {
    assertThat(Arns.name(arn)).isEqualTo(name);
    assertThat(arn.substring(Arns.nameStart(arn))).isEqualTo(name);
    assertThat(Arns.kindAndName(arn)).isEqualTo(kindAndName);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, aws",
    "cn-north-1, aws-cn",
    "us-gov-west-1, aws-us-gov",
    "us-iso-east-1, aws-iso",
    "us-isob-east-1, aws-iso-b",
    "eu-isoe-west-1, aws-iso-e",
    "us-isof-south-1, aws-iso-f",
    "eusc-de-east-1, aws-eusc",
    "*, aws",
    "'', aws",
  })
  void buildsArnInPartitionOfRegion(String region, String partition) {
    assertThat(Arns.partitionOf(region)).isEqualTo(partition);
    assertThat(Arns.build("kinesis", region, "111122223333", "stream/changes"))
        .isEqualTo("arn:" + partition + ":kinesis:" + region + ":111122223333:stream/changes");
  }

  @Property
  void partsOfBuiltArnRoundTrip(
      @ForAll @AlphaChars @Chars('-') String partition,
      @ForAll @AlphaChars @Chars('-') String service,
      @ForAll @AlphaChars @NumericChars @Chars('-') String region,
      @ForAll @NumericChars @StringLength(12) String account,
      @ForAll @AlphaChars @Chars({':', '/', '*'}) String resource) {
    String arn = Arns.build(partition, service, region, account, resource);

    assertThat(Arns.isArn(arn)).isTrue();
    assertThat(Arns.partition(arn)).isEqualTo(partition);
    assertThat(Arns.service(arn)).isEqualTo(service);
    assertThat(Arns.region(arn)).isEqualTo(region);
    assertThat(Arns.account(arn)).isEqualTo(account);
    assertThat(Arns.accountPart(arn)).isEqualTo(account);
    assertThat(Arns.resource(arn)).isEqualTo(resource);
    assertThat(Arns.isOf(service, resource, arn)).isTrue();
  }

  @Property
  void toleratesAnyText(@ForAll @Chars({':', '/', 'a', 'r', 'n', '1'}) String text) {
    String[] parts = text.split(":", 6);

    assertThat(Arns.isArn(text)).isEqualTo(parts.length == 6 && parts[0].equals("arn"));
    assertThat(Arns.resource(text)).isEqualTo(parts.length == 6 ? parts[5] : "");
    assertThat(Arns.service(text)).isEqualTo(parts.length > 2 ? parts[2] : "");
    assertThat(text).startsWith(Arns.owner(text)).endsWith(Arns.name(text));
  }
}
