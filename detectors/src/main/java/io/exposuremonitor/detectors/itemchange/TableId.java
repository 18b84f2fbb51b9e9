package io.exposuremonitor.detectors.itemchange;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;

/**
 * A table, as far as it is known: DynamoDB Streams through Lambda provides the ARN, Kinesis Data
 * Streams for DynamoDB the name and the region, {@code aws dynamodbstreams get-records} the region.
 *
 * @param arn the table's ARN, or empty
 * @param name the table's name, or empty
 * @param region such as {@code eu-central-1}, or empty
 * @param account twelve digits, or empty
 */
public record TableId(String arn, String name, String region, String account) {
  /** An unknown table. */
  public static final TableId UNKNOWN = new TableId("", "", "", "");

  /** Longest ARN kept: more than a table's can be. */
  private static final int LONGEST_ARN = 1024;

  /** Bounds the parts to 255 characters, as DynamoDB bounds names, and the ARN to 1024. */
  public TableId {
    arn = ItemAttribute.bounded(arn, LONGEST_ARN);
    name = ItemAttribute.bounded(name);
    region = ItemAttribute.bounded(region);
    account = ItemAttribute.bounded(account);
  }

  /** The table of an ARN: its own, or that of its stream or index; else {@link #UNKNOWN}. */
  public static TableId ofArn(String arn) {
    String owner = Arns.owner(arn);
    if (!TableArns.isOfTable(owner)) {
      return UNKNOWN;
    }
    return new TableId(owner, TableArns.name(owner), Arns.region(owner), Arns.account(owner));
  }

  /**
   * The table with a name; has an ARN when nothing is empty.
   *
   * @param account the account of the stream, or empty
   */
  public static TableId of(String name, String region, String account) {
    boolean known = !name.isEmpty() && !region.isEmpty() && !account.isEmpty();
    String arn = known ? TableArns.build(region, account, name) : "";
    return new TableId(arn, name, region, account);
  }

  /** The table's identity for detectors: the ARN, else the name; empty when neither is known. */
  public String id() {
    return arn.isEmpty() ? name : arn;
  }

  /** Stands for the writer of its items, which no stream names: the account, when it is known. */
  public Actor owner() {
    return ownedBy(account);
  }

  /**
   * The {@link #owner} of any table of an account.
   *
   * @param account twelve digits, or empty
   */
  public static Actor ownedBy(String account) {
    return account.isEmpty()
        ? new Actor(Actor.Kind.UNKNOWN, "unknown", "")
        : new Actor(Actor.Kind.ACCOUNT, account, account);
  }

  /** This table, completed by another that may hold more. */
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
