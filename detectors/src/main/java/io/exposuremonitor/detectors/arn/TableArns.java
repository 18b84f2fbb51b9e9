package io.exposuremonitor.detectors.arn;

import java.util.List;

/**
 * ARNs of DynamoDB tables, {@code arn:aws:dynamodb:REGION:ACCOUNT:table/NAME}, and of resources
 * that belong to one: {@code …/index/NAME}, {@code …/stream/LABEL}, {@code …/backup/ID}, {@code
 * …/export/ID}.
 */
public final class TableArns {
  private static final String SERVICE = "dynamodb";
  private static final String KIND = "table/";
  private static final String NAMED = ":" + KIND;
  private static final String INDEX = "/index/";
  private static final String STREAM = "/stream/";
  private static final List<String> COPIES_AND_INDEXES = List.of("/backup/", "/export/", INDEX);

  private TableArns() {}

  /** Builds the ARN of a table. */
  public static String build(String region, String account, String name) {
    return Arns.build(SERVICE, region, account, KIND + name);
  }

  /** A pattern for all tables of an account, in all regions. */
  public static String everyTable(String account) {
    return build("*", account, "*");
  }

  /**
   * A pattern for all tables in the account and region of a table; empty for text without a table.
   */
  public static String allTablesOfRegion(String arn) {
    int table = arn.indexOf(NAMED);
    return table < 0 ? "" : arn.substring(0, table) + NAMED + '*';
  }

  /** Whether this is the ARN of a table, or of a resource that belongs to one. */
  public static boolean isOfTable(String arn) {
    return Arns.isOf(SERVICE, KIND, arn);
  }

  /** Whether this is the ARN of a table's change stream. */
  public static boolean isOfStream(String arn) {
    return isOfTable(arn) && arn.contains(STREAM);
  }

  /**
   * Whether the text contains a table, of any service: also true for patterns and for incomplete
   * ARNs, which need not name the service.
   */
  public static boolean hasTable(String text) {
    return text.contains(NAMED);
  }

  /** The ARN of the table that this is or belongs to; empty for other ARNs. */
  public static String of(String arn) {
    return isOfTable(arn) ? Arns.owner(arn) : "";
  }

  /** The name of the table that this is or belongs to; empty for other ARNs. */
  public static String name(String arn) {
    if (!isOfTable(arn)) {
      return "";
    }
    String name = Arns.resource(arn).substring(KIND.length());
    int end = name.indexOf('/');
    return end < 0 ? name : name.substring(0, end);
  }

  /**
   * The table to which a change stream belongs: findings on a stream are about its table. Any other
   * resource is returned unchanged, including indexes and backups.
   */
  public static String ofStream(String resource) {
    int end = resource.indexOf(STREAM);
    return end > 0 && hasTable(resource) ? resource.substring(0, end) : resource;
  }

  /**
   * The table to which a backup, an export or an index belongs. Any other resource is returned
   * unchanged, including streams: rules report the stream itself.
   */
  public static String ofCopyOrIndex(String resource) {
    for (String part : COPIES_AND_INDEXES) {
      int end = resource.indexOf(part);
      if (end >= 0 && hasTable(resource)) {
        return resource.substring(0, end);
      }
    }
    return resource;
  }

  /**
   * The table that a name, an ARN or the ARN of an index refers to, as PartiQL statements may write
   * it.
   */
  public static String ofIndex(String nameOrArn) {
    int end = inArn(INDEX, nameOrArn);
    return end < 0 ? nameOrArn : nameOrArn.substring(0, end);
  }

  /** The name of the index in the ARN of an index; empty for other text. */
  public static String index(String nameOrArn) {
    int index = inArn(INDEX, nameOrArn);
    return index < 0 ? "" : nameOrArn.substring(index + INDEX.length());
  }

  private static int inArn(String part, String text) {
    return Arns.beginsAsArn(text) ? text.indexOf(part) : -1;
  }
}
