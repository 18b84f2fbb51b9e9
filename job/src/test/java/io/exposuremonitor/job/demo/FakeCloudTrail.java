package io.exposuremonitor.job.demo;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsResponse;

/** Takes selectors. */
final class FakeCloudTrail implements CloudTrailClient {
  @Override
  public PutEventSelectorsResponse putEventSelectors(PutEventSelectorsRequest request) {
    return PutEventSelectorsResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "cloudtrail";
  }

  @Override
  public void close() {}
}
