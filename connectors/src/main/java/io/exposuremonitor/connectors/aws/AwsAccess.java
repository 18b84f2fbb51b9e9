package io.exposuremonitor.connectors.aws;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * How a service of AWS is reached and as whom. Travels with the job; credentials never do.
 *
 * @param region code of the region; null for the one that the environment names
 * @param endpoint sends requests there, say to a VPC endpoint; null for the region's own
 * @param identity as whom
 * @param userAgent begins the User-Agent header. CloudTrail records it, so that the monitor's own
 *     calls are recognised
 * @param limits bounds of each call
 */
public record AwsAccess(
    @Nullable String region,
    @Nullable URI endpoint,
    Identity identity,
    String userAgent,
    Limits limits)
    implements Serializable {

  /** What User-Agent headers begin with unless told otherwise. */
  public static final String USER_AGENT = "dynamodb-exposure-monitor";

  /** What the environment of the process gives: region, credentials, endpoint of the region. */
  public static final AwsAccess DEFAULT =
      new AwsAccess(null, null, new Identity.Environment(), USER_AGENT, Limits.DEFAULT);

  /** As whom calls are made. */
  public sealed interface Identity extends Serializable {
    /** As whoever the environment says: variables, profile, container, instance. */
    record Environment() implements Identity {}

    /**
     * As a role that the environment's identity assumes, say in the account that owns the tables.
     *
     * @param arn the role's ARN
     * @param externalId what the role's trust policy asks for; null when nothing
     * @param session name of the session; CloudTrail records it
     */
    record Role(String arn, @Nullable String externalId, String session) implements Identity {}

    /** As nobody: an emulator that takes any credentials. Real ones are not even looked up. */
    record Emulator() implements Identity {}
  }

  /**
   * Bounds of each call.
   *
   * @param connect for making a connection
   * @param attempt for one attempt, answer included
   * @param call for all attempts and the pauses between them
   * @param attempts how often passing trouble is tried in one call, at least 1
   * @param connections how many at the same time
   */
  public record Limits(
      Duration connect, Duration attempt, Duration call, int attempts, int connections)
      implements Serializable {

    /** 5 s to connect, 15 s an attempt, 40 s a call, 3 attempts, 50 connections. */
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

  /** The same in a region. */
  public AwsAccess inRegion(String region) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /**
   * The same for buckets, which may lie in any region and are found from each: where neither this
   * nor the environment names one, from {@code us-east-1}. Not every platform that runs the job is
   * known to name its own. Blocks when the instance has to be asked.
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

  /** The same at another endpoint. */
  public AwsAccess at(URI endpoint) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /** The same as somebody else. */
  public AwsAccess as(Identity identity) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }

  /** The same within other bounds. */
  public AwsAccess within(Limits limits) {
    return new AwsAccess(region, endpoint, identity, userAgent, limits);
  }
}
