package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.Serializable;

/**
 * Which streams are read, and how.
 *
 * @param access how DynamoDB is reached. An endpoint, if any, is used for both DynamoDB and
 *     DynamoDB Streams
 * @param tables whose streams are read
 * @param recordLimit records per read, 1 to 1000 (the service refuses more)
 * @param rates own limits for calls that the service limits account-wide
 */
public record DynamoDbStreamsSettings(
    AwsAccess access, TableSelection tables, int recordLimit, Rates rates) implements Serializable {

  /** The most records that one read can return. */
  public static final int MAX_RECORDS = 1000;

  /**
   * Calls per second. The service's limits are shared by all callers of an account and region, so
   * half is left to others.
   *
   * @param describeStream the service allows 10
   * @param listStreams the service allows 5
   * @param listTags the service allows 10
   */
  public record Rates(double describeStream, double listStreams, double listTags)
      implements Serializable {

    /** Half of what the service allows. */
    public static final Rates DEFAULT = new Rates(5, 2.5, 5);

    /**
     * @throws IllegalArgumentException when a rate is not positive or exceeds the service's
     */
    public Rates {
      check("describeStream", describeStream, 10);
      check("listStreams", listStreams, 5);
      check("listTags", listTags, 10);
    }

    private static void check(String name, double rate, double most) {
      if (!(rate > 0 && rate <= most)) {
        throw new IllegalArgumentException(
            name + " must be above 0 and at most " + most + " calls a second, not " + rate);
      }
    }
  }

  /**
   * @throws IllegalArgumentException when the record limit is out of bounds
   */
  public DynamoDbStreamsSettings {
    if (recordLimit < 1 || recordLimit > MAX_RECORDS) {
      throw new IllegalArgumentException(
          "recordLimit must be 1 to " + MAX_RECORDS + ", not " + recordLimit);
    }
  }

  /** As many records per read as the service returns, at half of the account's rates. */
  public static DynamoDbStreamsSettings of(AwsAccess access, TableSelection tables) {
    return new DynamoDbStreamsSettings(access, tables, MAX_RECORDS, Rates.DEFAULT);
  }
}
