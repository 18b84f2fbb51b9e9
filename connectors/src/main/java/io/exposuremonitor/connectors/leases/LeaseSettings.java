package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection;
import java.io.Serializable;
import java.time.Duration;

/**
 * Which lease tables are read, and how often.
 *
 * @param access how DynamoDB is accessed
 * @param tables selects the tables; those without leases are skipped
 * @param stream ARN of the stream that the applications read, when their leases don't name it; or
 *     empty
 * @param interval from the end of one pass to the start of the next
 * @param orphanedAfter a lease whose counter has not changed for this long is orphaned
 * @param pace of reading
 */
public record LeaseSettings(
    AwsAccess access,
    TableSelection tables,
    String stream,
    Duration interval,
    Duration orphanedAfter,
    Pace pace)
    implements Serializable {

  /**
   * How fast tables are read. A lease takes about 300 bytes.
   *
   * @param pagesPerSecond of all tables together
   * @param leasesPerPage about 25 of them take one of the table's read units
   */
  public record Pace(double pagesPerSecond, int leasesPerPage) implements Serializable {
    /** Two pages of 250 leases: about 20 read units a second while a pass lasts. */
    public static final Pace DEFAULT = new Pace(2, 250);

    /**
     * @throws IllegalArgumentException when a number is not positive
     */
    public Pace {
      if (!(pagesPerSecond > 0) || leasesPerPage < 1) {
        throw new IllegalArgumentException("the pace must be positive");
      }
    }
  }

  /**
   * @throws IllegalArgumentException when a duration is not positive, or leases would count as
   *     orphaned before they are read again
   */
  public LeaseSettings {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("the interval must be positive, not " + interval);
    }
    if (orphanedAfter.compareTo(interval) < 0) {
      throw new IllegalArgumentException(
          "a lease can't be told to be orphaned sooner than it is read again");
    }
  }
}
