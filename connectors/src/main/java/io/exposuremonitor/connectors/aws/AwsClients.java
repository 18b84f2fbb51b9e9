package io.exposuremonitor.connectors.aws;

import io.exposuremonitor.connectors.aws.AwsAccess.Identity;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Creates clients for an {@link AwsAccess}. It owns the credentials that they share, so it must be
 * closed after them. Not thread-safe; the clients are.
 */
public final class AwsClients implements AutoCloseable {
  private final AwsAccess access;
  private final Runnable onRetry;
  private final @Nullable StsClient sts;
  private final AwsCredentialsProvider credentials;

  /**
   * @param onRetry called for every attempt after a call's first, on the caller's thread or the
   *     client's own
   */
  public AwsClients(AwsAccess access, Runnable onRetry) {
    this.access = access;
    this.onRetry = onRetry;
    this.sts = access.identity() instanceof Identity.Role ? sts() : null;
    this.credentials = credentials(access.identity());
  }

  /** Applies the settings to a blocking client, which then has an HTTP client of its own. */
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C blocking(B builder) {
    return blocking(builder, access.limits().attempts());
  }

  /**
   * Like {@link #blocking}, but for calls that the caller itself tries again later: the client
   * would pause on the caller's thread, which other calls may wait for.
   */
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C blockingOnce(
      B builder) {
    return blocking(builder, 1);
  }

  private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C blocking(
      B builder, int attempts) {
    return configured(builder, attempts)
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(access.limits().connect())
                .socketTimeout(access.limits().attempt())
                .maxConnections(access.limits().connections()))
        .build();
  }

  /**
   * Like {@link #blocking}, but for the client of another service, to which the configured endpoint
   * does not belong.
   *
   * @param endpoint of that service; null for its region's own
   */
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C blockingAt(
      @Nullable URI endpoint, B builder) {
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return inRegion(builder)
        .credentialsProvider(credentials)
        .overrideConfiguration(overrides(access.limits().attempts()))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(access.limits().connect())
                .socketTimeout(access.limits().attempt()))
        .build();
  }

  /**
   * Applies all settings except those of the HTTP client: region, endpoint, credentials,
   * User-Agent, time limits, retries.
   */
  public <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return configured(builder, access.limits().attempts());
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder, int attempts) {
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    return inRegion(builder)
        .credentialsProvider(credentials)
        .overrideConfiguration(overrides(attempts));
  }

  /** The caller's credentials, for a service without a client. Resolving them may block. */
  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** Closes the shared credentials. */
  @Override
  public void close() {
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
    if (sts != null) {
      sts.close();
    }
  }

  private StsClient sts() {
    // Without the endpoint, which belongs to another service.
    return inRegion(StsClient.builder())
        .overrideConfiguration(overrides(access.limits().attempts()))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private AwsCredentialsProvider credentials(Identity identity) {
    if (identity instanceof Identity.Role role) {
      return StsAssumeRoleCredentialsProvider.builder()
          .stsClient(sts)
          .refreshRequest(
              request ->
                  request
                      .roleArn(role.arn())
                      .externalId(role.externalId())
                      .roleSessionName(role.session()))
          .build();
    }
    if (identity instanceof Identity.Emulator) {
      // Letters only: DynamoDB Local rejects anything else.
      return StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"));
    }
    return DefaultCredentialsProvider.builder().build();
  }

  private <B extends AwsClientBuilder<B, ?>> B inRegion(B builder) {
    return access.region() == null ? builder : builder.region(Region.of(access.region()));
  }

  private ClientOverrideConfiguration overrides(int attempts) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(access.limits().attempt())
        .apiCallTimeout(access.limits().call())
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(attempts).build())
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, access.userAgent())
        .addExecutionInterceptor(new RetryListener(onRetry))
        .build();
  }
}
