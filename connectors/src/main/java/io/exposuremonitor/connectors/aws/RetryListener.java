package io.exposuremonitor.connectors.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Reports every attempt of a call after its first, because the client retries silently. */
final class RetryListener implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> ATTEMPTED =
      new ExecutionAttribute<>("exposure-monitor.attempted");

  private final Runnable onRetry;

  RetryListener(Runnable onRetry) {
    this.onRetry = onRetry;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(ATTEMPTED) == null) {
      attributes.putAttribute(ATTEMPTED, true);
    } else {
      onRetry.run();
    }
  }
}
