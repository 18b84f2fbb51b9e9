package io.exposuremonitor.connectors.dynamodbstreams;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** The service's failures as the SDK throws them. */
final class Failures {
  private Failures() {}

  static AwsServiceException notFound() {
    return with(ResourceNotFoundException.builder(), "ResourceNotFoundException", 400, "not found");
  }

  static AwsServiceException trimmed() {
    return with(TrimmedDataAccessException.builder(), "TrimmedDataAccessException", 400, "trimmed");
  }

  static AwsServiceException expired() {
    return with(ExpiredIteratorException.builder(), "ExpiredIteratorException", 400, "too old");
  }

  static AwsServiceException tooManyReaders() {
    return with(
        LimitExceededException.builder(),
        "LimitExceededException",
        400,
        "More than 2 processes are reading from the same streams shard at the same time.");
  }

  static AwsServiceException code(String code, int status) {
    return with(DynamoDbException.builder(), code, status, "no payload");
  }

  private static AwsServiceException with(
      AwsServiceException.Builder builder, String code, int status, String message) {
    return builder
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .message(message)
        .statusCode(status)
        .build();
  }
}
