package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTest {
  private static final String AGENT = "aws-cli/2 " + "x".repeat(300);

  @Test
  void omitsFactsThatTheCardAlreadyShows() {
    Finding finding =
        with(
            Map.of(
                "source_ipaddress", "203.0.113.77",
                "user_agent", AGENT.substring(0, 256),
                "aws_region", "eu-west-1",
                "table_name", "Customers",
                "resources_arn", "arn:aws:dynamodb:eu-west-1:111122223333:table/Customers",
                "request_items_table_name", "Customers, Customers",
                "user_identity_arn",
                    "arn:aws:sts::111122223333:assumed-role/BillingReports/i-0abc1234",
                "user_identity_session_context_session_issuer_arn",
                    "arn:aws:iam::111122223333:role/BillingReports"));

    assertThat(Fact.all(finding)).isEmpty();
  }

  @Test
  void keepsFactsThatDifferFromTheCard() {
    Finding finding =
        with(
            Map.of(
                "source_ipaddress", "198.51.100.20",
                "target_table_name", "Customers",
                "user_identity_arn",
                    "arn:aws:sts::111122223333:assumed-role/BillingReports/other"));

    assertThat(Fact.all(finding))
        .containsExactly(
            new Fact("from address", "198.51.100.20"),
            new Fact("to table", "Customers"),
            new Fact("as", "arn:aws:sts::111122223333:assumed-role/BillingReports/other"));
  }

  @Test
  void mergesNameIntoItsArn() {
    String function = "arn:aws:lambda:eu-west-1:111122223333:function:copy";
    Finding finding =
        with(Map.of("function_name", "copy", "response_elements_function_arn", function));

    assertThat(Fact.all(finding)).containsExactly(new Fact("function", function));
  }

  @ParameterizedTest
  @CsvSource({
    "exposure_grants_untrusted, let in",
    "exposure_grants_foreign, let in",
    "backup_description_backup_details_backup_name, backup",
    "destination_config_on_failure_destination, failed records to",
    "exposure_delivery_unapproved_buckets, unapproved buckets",
    "s3_bucket, to bucket",
    "s3_destination_configuration_storage_configuration_bucket_arn, bucket",
    "http_endpoint_destination_update_endpoint_configuration_url, URL",
    "response_elements_table_description_item_count, item count",
    "stream_configuration_list_stream_arn, stream",
    "queue_url, queue",
    "metadata_target_table_name, to table",
    "delivery_stream_name, delivery stream",
    "name, name",
    "statement_shape, statement shape"
  })
  void labelsAreLastWordsOfPath(String name, String label) {
    assertThat(Fact.label(name)).isEqualTo(label);
  }

  private static Finding with(Map<String, String> facts) {
    Origin origin = new Origin("203.0.113.77", AGENT, "", "i-0abc1234", "", "", false);
    return ExampleFindings.tableScan().toBuilder()
        .evidence(new Evidence(Map.of(), facts, List.of(new EventReference("id", origin))))
        .build();
  }
}
