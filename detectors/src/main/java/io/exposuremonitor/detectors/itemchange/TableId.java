package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;

/**
 * The identity of a table as far as it is known. DynamoDB Streams through Lambda provides the ARN,
 * Kinesis Data Streams for DynamoDB the name and the Region, {@code aws dynamodbstreams
 * get-records} only the Region.
 *
 * @param arn the table's ARN, or empty
 * @param name the table's name, or empty
 * @param region such as {@code eu-central-1}, or empty
 * @param account twelve digits, or empty
 */
public record TableId(String arn, String name, String region, String account) {
  /** An unknown table. */
  public static final TableId UNKNOWN = new TableId("", "", "", "");

  /** Maximum length kept, above that of any table's ARN. */
  private static final int LONGEST_ARN = 1024;

  /** Truncates the parts to 255 characters, DynamoDB's limit for names, and the ARN to 1024. */
  public TableId {
    arn = ItemAttribute.bounded(arn, LONGEST_ARN);
    name = ItemAttribute.bounded(name);
    region = ItemAttribute.bounded(region);
    account = ItemAttribute.bounded(account);
  }

  /**
   * The table that an ARN names directly or through its stream or index; otherwise {@link
   * #UNKNOWN}.
   */
  public static TableId ofArn(String arn) {
    String owner = Arns.owner(arn);
    if (!TableArns.isOfTable(owner)) {
      return UNKNOWN;
    }
    return new TableId(owner, TableArns.name(owner), Arns.region(owner), Arns.account(owner));
  }

  /**
   * The table with a name. The result has an ARN if no argument is empty.
   *
   * @param account the account of the stream, or empty
   */
  public static TableId of(String name, String region, String account) {
    boolean known = !name.isEmpty() && !region.isEmpty() && !account.isEmpty();
    String arn = known ? TableArns.build(region, account, name) : "";
    return new TableId(arn, name, region, account);
  }

  /** The table's identity for detectors: the ARN, or else the name; empty if neither is known. */
  public String id() {
    return arn.isEmpty() ? name : arn;
  }

  /**
   * Represents the writer of the table's items, which streams do not name: the table's account, if
   * known.
   */
  public Actor owner() {
    return ownedBy(account);
  }

  /**
   * The {@link #owner} of all tables of an account.
   *
   * @param account twelve digits, or empty
   */
  public static Actor ownedBy(String account) {
    return account.isEmpty() ? Actor.UNKNOWN : Actor.ofAccount(account);
  }

  /** This table, with unknown parts taken from another. */
  TableId orElse(TableId other) {
    if (!arn.isEmpty()) {
      return this;
    }
    if (name.isEmpty() && !other.arn.isEmpty()) {
      return other;
    }
    return of(
        name.isEmpty() ? other.name : name,
        region.isEmpty() ? other.region : region,
        account.isEmpty() ? other.account : account);
  }
}
