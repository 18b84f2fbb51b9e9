package io.exposuremonitor.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceArnsTest {
  private static final String TABLE = "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/Music";

  @Test
  void extractsRegionAndAccount() {
    assertThat(ResourceArns.region(TABLE)).isEqualTo("cn-north-1");
    assertThat(ResourceArns.account(TABLE)).isEqualTo("111122223333");
    assertThat(ResourceArns.region("arn:aws:s3:::exports")).isEmpty();
    assertThat(ResourceArns.account("arn:aws:s3:::exports")).isEmpty();
  }

  @Test
  void acceptsSecretNameWithColons() {
    assertThat(
            ResourceArns.region("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db:password"))
        .isEqualTo("eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Music", "arn:aws:dynamodb", "arn:aws:dynamodb:eu-west-1:1:"})
  void rejectsOtherTextAndNamesIt(String text) {
    assertThatThrownBy(() -> ResourceArns.region(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an ARN: " + text);
    assertThatThrownBy(() -> ResourceArns.account(text)).hasMessage("not an ARN: " + text);
    assertThatThrownBy(() -> ResourceArns.kinesisStream(text, "111122223333", "changes"))
        .hasMessage("not an ARN: " + text);
  }

  @Test
  void buildsStreamArnInRegionOfItsTable() {
    assertThat(ResourceArns.kinesisStream(TABLE, "444455556666", "changes"))
        .isEqualTo("arn:aws-cn:kinesis:cn-north-1:444455556666:stream/changes");
  }

  @Test
  void toleratesEmptyAccountAndName() {
    assertThat(ResourceArns.kinesisStream(TABLE, "", ""))
        .isEqualTo("arn:aws-cn:kinesis:cn-north-1::stream/");
  }

  @Test
  void extractsTablesAndTheirNames() {
    assertThat(ResourceArns.tableOfStream(TABLE + "/stream/2026-01-01T00:00:00.000"))
        .isEqualTo(TABLE);
    assertThat(ResourceArns.tableOfStream(TABLE)).isEqualTo(TABLE);
    assertThat(ResourceArns.tableName(TABLE)).isEqualTo("Music");
    assertThat(ResourceArns.tableName("Music")).isEqualTo("Music");
  }
}
