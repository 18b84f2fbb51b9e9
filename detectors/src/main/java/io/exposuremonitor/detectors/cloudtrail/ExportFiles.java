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
public final class ExportFiles {
  private static final String ROOT = "AWSDynamoDB/";
  private static final String DATA = "data/";
  private static final String VERSION = "?versionId=";

  /** Separates an access point's ARN from the key in a copy source (API reference, CopyObject). */
  private static final String IN_ACCESS_POINT = "/object/";

  /** The end of an access point's alias, which no bucket's name may have. */
  private static final String ACCESS_POINT_ALIAS = "-s3alias";

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
   * An object as a call names it.
   *
   * @param bucket name of the bucket, or an alias of an access point; empty for the ARN of one
   */
  private record Place(String bucket, String key) {}

  /** Whether a call fetched an exported data file. */
  static boolean isDataFetched(Operation operation, Request request) {
    return dataStart(fetchedBy(operation, request).key) >= 0;
  }

  /**
   * Whether the source of a copy is an exported data file.
   *
   * @param source {@code x-amz-copy-source} as the caller wrote it
   */
  public static boolean isDataCopied(String source) {
    return dataStart(copiedFrom(source).key) >= 0;
  }

  /** The exported data file that a call fetched, or null if it fetched something else. */
  static @Nullable DataFile fetched(Call call, Request request) {
    Place place = fetchedBy(call.operation(), request);
    int data = dataStart(place.key);
    String bucket = bucket(place, call);
    if (bucket.isEmpty() || data < 0) {
      return null;
    }
    String folder = BucketArns.build(call.region(), bucket) + '/' + folder(place.key, data);
    return new DataFile(folder, place.key.substring(data + DATA.length()));
  }

  /** The object that a call fetched. A copy fetches its source. */
  private static Place fetchedBy(Operation operation, Request request) {
    return operation.isObjectCopy()
        ? copiedFrom(request.copySource)
        : new Place(request.bucket, request.object);
  }

  private static Place copiedFrom(String copySource) {
    String source = copied(copySource);
    if (Arns.beginsAsArn(source)) {
      int key = source.indexOf(IN_ACCESS_POINT);
      return new Place("", key < 0 ? "" : source.substring(key + IN_ACCESS_POINT.length()));
    }
    String path = source.startsWith("/") ? source.substring(1) : source;
    int slash = path.indexOf('/');
    return new Place(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
  }

  /**
   * The bucket that contains a fetched object. A call through an access point may name the access
   * point instead, but the record lists the object by its bucket (S3 user guide, "Monitoring and
   * logging access points"). What a copy lists is ignored if it names its source's bucket, since
   * its target is listed as well.
   */
  private static String bucket(Place place, Call call) {
    boolean named = !place.bucket.isEmpty() && !place.bucket.endsWith(ACCESS_POINT_ALIAS);
    if (named && call.operation().isObjectCopy()) {
      return place.bucket;
    }
    String object = '/' + place.key;
    for (String arn : call.resources().objects()) {
      if (arn.endsWith(object) && BucketArns.of(arn).length() + object.length() == arn.length()) {
        return BucketArns.name(arn);
      }
    }
    return place.bucket;
  }

  /** Where {@code data/…} begins in the key of a data file, or -1 for other objects. */
  private static int dataStart(String key) {
    int root = root(key);
    if (root < 0) {
      return -1;
    }
    int inside = root + ROOT.length();
    int data = key.startsWith(DATA, inside) ? inside : key.indexOf('/', inside) + 1;
    boolean file = data > 0 && key.startsWith(DATA, data) && data + DATA.length() < key.length();
    return file ? data : -1;
  }

  /** A full export's own folder; incremental ones share that of their data. */
  private static String folder(String key, int data) {
    boolean shared = key.startsWith(ROOT, data - ROOT.length());
    return key.substring(0, shared ? data + DATA.length() - 1 : data - 1);
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
