package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.ExpectedFinding;
import java.time.Duration;
import java.util.List;

/** The acts of the intruder, in order. */
enum Act {
  RECON(
      10,
      "Looks around",
      "ListTables, DescribeTable: which tables are there, and how large? One is refused"),
  PEEK(19, "Peeks into the tables", "PartiQL: a few rows of each, then everybody called A…"),
  SCAN(30, "Copies all customers", "Scan in four segments at once, as fast as it goes"),
  EXPORT(
      48,
      "Has AWS copy the table too",
      "ExportTableToPointInTime to a bucket of account " + Company.FOREIGN_ACCOUNT),
  FUNCTION(
      57,
      "Attaches a function to the stream of orders",
      "CreateEventSourceMapping: every new order is copied from now on"),
  STREAM(
      66,
      "Sends changes of customers to a stream of another account",
      "EnableKinesisStreamingDestination"),
  RECOVERY(
      72,
      "Disables the recovery of customers",
      "UpdateContinuousBackups, UpdateTable: no point-in-time recovery, no protection against"
          + " deletion"),
  BLINDFOLD(
      79,
      "Narrows the logs",
      "PutEventSelectors: the trail no longer records what is done to items");

  private final int second;
  private final String title;
  private final String detail;

  Act(int second, String title, String detail) {
    this.second = second;
    this.title = title;
    this.detail = detail;
  }

  /** When the act begins, in story time. */
  Duration at() {
    return Duration.ofSeconds(second);
  }

  /** A short description. */
  String title() {
    return title;
  }

  /** How the act is done. */
  String detail() {
    return detail;
  }

  /** The findings that the monitor must raise; none for an act that anybody may do. */
  List<ExpectedFinding> expected() {
    String thief = Company.INTRUDER.id();
    return switch (this) {
      case RECON -> List.of();
      case PEEK ->
          List.of(
              new ExpectedFinding("partiql.full-scan", thief, Company.CUSTOMERS.arn()),
              new ExpectedFinding("partiql.full-scan", thief, Company.ORDERS.arn()));
      case SCAN ->
          List.of(new ExpectedFinding("bulk-read.table-scan", thief, Company.CUSTOMERS.arn()));
      case EXPORT ->
          List.of(
              new ExpectedFinding(
                  "export.to-unapproved-destination", thief, Company.CUSTOMERS.arn()));
      case FUNCTION ->
          List.of(
              new ExpectedFinding("consumer.lambda-trigger", thief, Company.ORDERS.streamArn()),
              new ExpectedFinding(
                  "consumer.new-stream-reader", Company.FUNCTION.id(), Company.ORDERS.streamArn()));
      case STREAM ->
          List.of(
              new ExpectedFinding("consumer.kinesis-destination", thief, Company.CUSTOMERS.arn()));
      case RECOVERY ->
          List.of(
              new ExpectedFinding("destruction.recovery-removed", thief, Company.CUSTOMERS.arn()));
      case BLINDFOLD ->
          List.of(new ExpectedFinding("blindspot.logging-stopped", thief, Company.TRAIL));
    };
  }
}
