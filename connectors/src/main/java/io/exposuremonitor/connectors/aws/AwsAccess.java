package io.exposuremonitor.connectors.aws;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * How an AWS service is accessed, and with which identity. Serialised with the job; credentials
 * never are.
 *
 * @param region code of the region; null for the environment's
 * @param endpoint address of requests, such as a VPC endpoint; null for the region's own
 * @param identity the caller's
 * @param userAgent prefix of the User-Agent header. CloudTrail records it, so that the monitor's
 *     own calls are recognised
 * @param limits bounds of each call
 */
public record AwsAccess(
    @Nullable String region,
    @Nullable URI endpoint,
    Identity identity,
    String userAgent,
    Limits limits)
    implements Serializable {

  /** The default prefix of User-Agent headers. */
  public static final String USER_AGENT = "dynamodb-exposure-monitor";

  /**
   * Access as provided by the process's environment: region, credentials, endpoint of the region.
   */
  public static final AwsAccess DEFAULT =
      new AwsAccess(null, null, new Identity.Environment(), USER_AGENT, Limits.DEFAULT);

  /** The identity with which calls are made. */
  public sealed interface Identity extends Serializable {
    /** The environment's identity: variables, profile, container, instance. */
    record Environment() implements Identity {}

    /**
     * A role that the environment's identity assumes, for example in the account that owns the
     * tables.
     *
     * @param arn the role's ARN
     * @param externalId required by the role's trust policy; null for none
     * @param session name of the session; CloudTrail records it
     */
    record Role(String arn, @Nullable String externalId, String session) implements Identity {}

    /** No identity: an emulator accepts any credentials. Real ones are not looked up. */
    record Emulator() implements Identity {}
  }

  /**
   * Bounds of each call.
   *
   * @param connect timeout of a connection attempt
   * @param attempt timeout of one attempt, including the answer
   * @param call timeout of all attempts and the pauses between them
   * @param attempts maximum number of attempts, at least 1
   * @param connections maximum number of concurrent connections
   */
  public record Limits(
      Duration connect, Duration attempt, Duration call, int attempts, int connections)
      implements Serializable {

    /** 5 s to connect, 15 s per attempt, 40 s per call, 3 attempts, 50 connections. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(40), 3, 50);

    /**
     * @throws IllegalArgumentException when a bound is not positive
     */
    public Limits {
      if (!positive(connect) || !positive(attempt) || !positive(call)) {
        throw new IllegalArgumentException("time limits must be positive");
      }
      if (attempts < 1 || connections < 1) {
        throw new IllegalArgumentException("attempts and connections must be positive");
      }
    }

    private static boolean positive(Duration duration) {
      return !duration.isNegative() && !duration.isZero();
    }
  }

  /** Access to an emulator on this machine. */
  public static AwsAccess emulator(URI endpoint, String region) {
    return new AwsAccess(region, endpoint, new Identity.Emulator(), USER_AGENT, Limits.DEFAULT);
  }

  /** This access in another region. */
  public AwsAccess inRegion(String region) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /**
   * This access for buckets, which may be in any region and can be found from each: from {@code
   * us-east-1} when neither this access nor the environment names a region, which not every
   * platform is known to do. Blocks when the instance metadata has to be queried.
   */
  public AwsAccess toBuckets() {
    if (region != null) {
      return this;
    }
    try {
      return inRegion(DefaultAwsRegionProviderChain.builder().build().getRegion().id());
    } catch (SdkClientException unknown) {
      return inRegion(Region.US_EAST_1.id());
    }
  }

  /** This access at another endpoint. */
  public AwsAccess at(URI endpoint) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /** This access with another identity. */
  public AwsAccess as(Identity identity) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /** This access with other limits. */
  public AwsAccess within(Limits limits) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }
}
