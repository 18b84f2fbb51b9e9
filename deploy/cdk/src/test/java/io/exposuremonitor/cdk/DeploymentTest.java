package io.exposuremonitor.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that would have no effect, or fail only when their resources are made. */
class DeploymentTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:dynamodb:eu-west-1:111122223333:table/customers",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/prod-",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/",
        "arn:aws:dynamodb:eu-west-1:111122223333",
        "arn:aws:dynamodb:eu-west-1:",
      })
  void acceptsBeginningsOfTableArns(String table) throws IOException {
    assertThat(deployment(Map.of("tables", List.of(table))).tables()).containsExactly(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customers",
        "",
        "arn:aws:dynamodb:*:111122223333:table/customers",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/prod-*",
        "arn:aws:dynamodb:eu-west-1:1111:table/customers",
        "arn:aws:dynamodb:eu-west-1:111122223333:customers",
        "arn:aws-cn:dynamodb:cn-north-1:111122223333:table/customers",
        "arn:aws:kinesis:eu-west-1:111122223333:stream/customers",
      })
  void refusesTablesThatMatchNothing(String table) {
    assertThatThrownBy(() -> deployment(Map.of("tables", List.of(table))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exposure-monitor.tables: must be the beginning of a table's ARN")
        .hasMessageEndingWith("this is not: " + table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sts::111122223333:assumed-role/orders-trigger/",
        "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleFor",
        "arn:aws:sts::111122223333:assumed-role/orders-trigger/replica@one",
        "arn:aws:iam::111122223333:user/readers/orders",
      })
  void acceptsBeginningsOfCallers(String poller) throws IOException {
    assertThat(deployment(Map.of("known-pollers", List.of(poller))).knownPollers())
        .containsExactly(poller);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders-trigger",
        "arn:aws:iam::111122223333:role/orders-trigger",
        "arn:aws:sts::111122223333:assumed-role/*",
        "arn:aws:sts::111122223333:assumed-role/",
        "arn:aws:sts::ACCOUNT:assumed-role/orders-trigger/",
      })
  void refusesPollersThatMatchNothingOrEveryRole(String poller) {
    assertThatThrownBy(() -> deployment(Map.of("known-pollers", List.of(poller))))
        .hasMessageContaining("exposure-monitor.known-pollers: must be the beginning of the ARN")
        .hasMessageEndingWith("this is not: " + poller);
  }

  @Test
  void refusesBucketsAndMembersThatMatchNothing() {
    assertThatThrownBy(
            () ->
                deployment(
                    Map.of(
                        "export-buckets",
                        List.of("exports", "arn:aws:s3:::exports"),
                        "organisation",
                        Map.of(
                            "id", "o-abcdefghij",
                            "management-account", "999988887777",
                            "external-id", "a-text-of-ours",
                            "members", List.of("444455556666", "4444-5555-6666")))))
        .message()
        .isEqualToIgnoringNewLines(
            "exposure-monitor.export-buckets: must be a bucket's name; this is not:"
                + " arn:aws:s3:::exports"
                + "exposure-monitor.organisation.members: must be an account's id of 12 digits;"
                + " this is not: 4444-5555-6666");
  }

  @Test
  void refusesFilesThatCannotBeRead() {
    String missing = folder.resolve("missing").toString();

    assertThatThrownBy(
            () ->
                deployment(
                    Map.of("jar", missing, "settings", missing, "policy", folder.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isEqualToIgnoringNewLines(
            "exposure-monitor.jar: there is no readable file "
                + missing
                + "; at the top of the repository, ./mvnw -DskipTests package builds it"
                + "exposure-monitor.settings: there is no readable file "
                + missing
                + "exposure-monitor.policy: there is no readable file "
                + folder);
  }

  @Test
  void requiresJarButNoOtherFile() throws IOException {
    assertThat(deployment(Map.of("settings", "", "policy", "")).policy()).isEmpty();
    assertThatThrownBy(() -> deployment(Map.of("jar", "")))
        .hasMessageContaining("exposure-monitor.jar: there is no readable file");
  }

  private Deployment deployment(Map<String, Object> choices) throws IOException {
    return Synthesised.deployment(folder, choices);
  }
}
