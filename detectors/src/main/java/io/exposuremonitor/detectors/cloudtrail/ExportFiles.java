package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.BucketArns;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The location of an export's files: {@code prefix/AWSDynamoDB/<export>/data/…} for a full export,
 * {@code prefix/AWSDynamoDB/data/…} for incremental ones, which share it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html">
 *     DynamoDB export output format</a>
 */
final class ExportFiles {
  private static final String ROOT = "AWSDynamoDB/";
  private static final String DATA = "data/";
  private static final String VERSION = "?versionId=";

  private ExportFiles() {}

  /**
   * ARN of the folder that an export writes, or empty if the record does not contain it.
   *
   * @param exportArn ends with the export's id
   */
  static String folder(String region, String bucket, String prefix, String exportArn) {
    if (bucket.isEmpty() || exportArn.isEmpty()) {
      return "";
    }
    boolean slash = prefix.isEmpty() || prefix.endsWith("/");
    String id = Arns.name(exportArn);
    return BucketArns.build(region, bucket) + '/' + prefix + (slash ? "" : "/") + ROOT + id;
  }

  /** The folder and the name of a fetched data file. */
  record DataFile(String folder, String name) {}

  /**
   * The exported data file that a call fetched, or null if it fetched something else. A copy
   * fetches its source.
   */
  static @Nullable DataFile fetched(Operation operation, String region, Request request) {
    String bucket = request.bucket;
    String object = request.object;
    if (operation.isObjectCopy()) {
      String source = copied(request.copySource);
      String path = source.startsWith("/") ? source.substring(1) : source;
      int slash = path.indexOf('/');
      bucket = slash < 0 ? "" : path.substring(0, slash);
      object = path.substring(slash + 1);
    }
    int root = root(object);
    if (bucket.isEmpty() || root < 0) {
      return null;
    }
    int inside = root + ROOT.length();
    int data = object.startsWith(DATA, inside) ? inside : object.indexOf('/', inside) + 1;
    if (data == 0 || !object.startsWith(DATA, data) || data + DATA.length() == object.length()) {
      return null;
    }
    int end = data == inside ? data + DATA.length() - 1 : data - 1;
    String folder = BucketArns.build(region, bucket) + '/' + object.substring(0, end);
    return new DataFile(folder, object.substring(data + DATA.length()));
  }

  /**
   * Where the exports' own folder begins in a key, or -1. The last occurrence counts, since a
   * prefix may contain the name, too.
   */
  private static int root(String object) {
    int nested = object.lastIndexOf('/' + ROOT) + 1;
    return nested > 0 || object.startsWith(ROOT) ? nested : -1;
  }

  /**
   * A copy source as S3 reads it: percent-decoded, without the version. One with invalid escapes is
   * left as it is, since S3 rejects it.
   */
  private static String copied(String source) {
    int version = source.lastIndexOf(VERSION);
    String path = version < 0 ? source : source.substring(0, version);
    try {
      // In a path, a plus is literal.
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }
}
