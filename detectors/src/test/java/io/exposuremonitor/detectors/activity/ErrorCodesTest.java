package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {
  @ParameterizedTest
  @CsvSource({
    "AccessDenied, true",
    "AccessDeniedException, true",
    "KMSAccessDeniedException, true",
    "KMS.AccessDeniedException, true",
    "Client.UnauthorizedOperation, true",
    "UnauthorizedOperation, true",
    "'', false",
    "ResourceNotFoundException, false",
    "ValidationException, false",
    "ConditionalCheckFailedException, false",
    "ProvisionedThroughputExceededException, false",
  })
  void recognisesDeniedCalls(String errorCode, boolean denied) {
    assertThat(ErrorCodes.isDenied(errorCode)).isEqualTo(denied);
  }
}
