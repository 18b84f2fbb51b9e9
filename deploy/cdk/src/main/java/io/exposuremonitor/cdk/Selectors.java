package io.exposuremonitor.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudtrail.CfnTrail.AdvancedEventSelectorProperty;
import software.amazon.awscdk.services.cloudtrail.CfnTrail.AdvancedFieldSelectorProperty;

/**
 * The trail's event selectors. A call is logged, and paid for, once, however many selectors match
 * it.
 *
 * <p>No selector has a condition on {@code readOnly}, since CloudTrail marks PartiQL reads as
 * writes.
 */
final class Selectors {
  /** The maximum number of values of conditions in all selectors of one trail. */
  static final int MAX_CONDITIONS = 500;

  private static final String GET_RECORDS = "GetRecords";

  private final List<AdvancedEventSelectorProperty> selectors = new ArrayList<>();
  private final List<String> pollers;

  private Selectors(List<String> pollers) {
    this.pollers = pollers;
  }

  /**
   * The selectors of a deployment's trail.
   *
   * @throws IllegalArgumentException if CloudTrail would reject so many conditions
   */
  static List<AdvancedEventSelectorProperty> of(Deployment deployment) {
    Names names = Names.of(deployment);
    List<String> pollers = new ArrayList<>();
    for (String account : deployment.accounts()) {
      // Global tables and other services read change streams with roles of their own.
      pollers.add(Names.sessions(account, "AWSServiceRoleFor"));
      pollers.add(Names.sessions(account, Names.MEMBER_ROLE + '/'));
    }
    pollers.add(names.sessions());
    pollers.addAll(deployment.knownPollers());

    Selectors selectors = new Selectors(pollers);
    selectors.add(
        "Management events", field("eventCategory", f -> f.equalTo(List.of("Management"))));
    selectors.reads("DynamoDB items", "AWS::DynamoDB::Table", deployment.tables(), List.of());
    selectors.reads("DynamoDB streams", "AWS::DynamoDB::Stream", deployment.tables(), List.of());
    // Only reads of data streams are selected, not writes.
    selectors.reads(
        "Kinesis streams", "AWS::Kinesis::Stream", List.of(), List.of("PutRecord", "PutRecords"));
    selectors.add("Kinesis consumers", data(), type("AWS::Kinesis::StreamConsumer"));
    if (!deployment.exportBuckets().isEmpty()) {
      selectors.add(
          "Exported tables",
          data(),
          type("AWS::S3::Object"),
          field(
              "resources.ARN",
              f ->
                  f.startsWith(
                      deployment.exportBuckets().stream()
                          .map(bucket -> "arn:aws:s3:::" + bucket + '/')
                          .toList())));
    }
    selectors.refuseTooMany();
    return selectors.selectors;
  }

  private void refuseTooMany() {
    int conditions =
        selectors.stream()
            .flatMap(selector -> ((List<?>) selector.getFieldSelectors()).stream())
            .map(AdvancedFieldSelectorProperty.class::cast)
            .flatMap(
                field ->
                    Stream.of(
                        field.getEqualTo(),
                        field.getNotEquals(),
                        field.getStartsWith(),
                        field.getNotStartsWith()))
            .filter(Objects::nonNull)
            .mapToInt(List::size)
            .sum();
    if (conditions > MAX_CONDITIONS) {
      throw new IllegalArgumentException(
          Deployment.KEY
              + ": the trail's selectors would have "
              + conditions
              + " conditions, but CloudTrail accepts "
              + MAX_CONDITIONS
              + "; name fewer and shorter prefixes in tables (four conditions each), known-pollers"
              + " (three each) and export-buckets (one each), or fewer members (six each)");
    }
  }

  /** Selects all events of a type, except the polling of streams by services and known pollers. */
  private void reads(String name, String type, List<String> resources, List<String> without) {
    List<String> unlogged = new ArrayList<>(without);
    unlogged.add(GET_RECORDS);
    List<AdvancedFieldSelectorProperty> all = new ArrayList<>(List.of(data(), type(type)));
    if (!resources.isEmpty()) {
      all.add(field("resources.ARN", f -> f.startsWith(resources)));
    }
    List<AdvancedFieldSelectorProperty> polls = new ArrayList<>(all);
    all.add(field("eventName", f -> f.notEquals(unlogged)));
    polls.add(field("eventName", f -> f.equalTo(List.of(GET_RECORDS))));
    polls.add(field("eventType", f -> f.notEquals(List.of("AwsServiceEvent"))));
    polls.add(field("userIdentity.arn", f -> f.notStartsWith(pollers)));
    add(name, all.toArray(AdvancedFieldSelectorProperty[]::new));
    add(name + ", polled by others", polls.toArray(AdvancedFieldSelectorProperty[]::new));
  }

  private void add(String name, AdvancedFieldSelectorProperty... fields) {
    selectors.add(
        AdvancedEventSelectorProperty.builder().name(name).fieldSelectors(List.of(fields)).build());
  }

  private static AdvancedFieldSelectorProperty data() {
    return field("eventCategory", f -> f.equalTo(List.of("Data")));
  }

  private static AdvancedFieldSelectorProperty type(String type) {
    return field("resources.type", f -> f.equalTo(List.of(type)));
  }

  private static AdvancedFieldSelectorProperty field(
      String name, UnaryOperator<AdvancedFieldSelectorProperty.Builder> condition) {
    return condition.apply(AdvancedFieldSelectorProperty.builder().field(name)).build();
  }
}
