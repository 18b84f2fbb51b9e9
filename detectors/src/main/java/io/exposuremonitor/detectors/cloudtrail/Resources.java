package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.BucketArns;
import io.exposuremonitor.detectors.arn.TableArns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables, streams and S3 objects in a record's {@code resources}. They are identified by ARN;
 * {@code type} and {@code accountId} are ignored, since they contradict the ARN in AWS's own
 * samples.
 *
 * @param tables DynamoDB tables, including those whose index or stream is named
 * @param streams ARNs of DynamoDB streams
 * @param kinesisStreams Kinesis streams, including those whose consumer is named
 * @param objects ARNs of S3 buckets and of objects in them, but not of access points
 */
record Resources(
    List<Named> tables, List<String> streams, List<Named> kinesisStreams, List<String> objects) {
  /**
   * More than any call can name (100 items in a batch or transaction); further ones are dropped.
   */
  static final int MAX = 100;

  /** An ARN and the name at its end. */
  record Named(String arn, String name) {
    static Named of(String arn) {
      return new Named(arn, Arns.name(arn));
    }
  }

  private static final Names MEMBERS = new Names(true, List.of("arn"));

  /** Parses a {@code resources} value; the result is empty if it is not an array. */
  static Resources read(byte[] bytes, int from, int to) {
    List<String> arns = new ArrayList<>();
    Cursor elements = Cursor.ofArray(bytes, from, to);
    while (elements.nextElement() && arns.size() < MAX) {
      Cursor members = Cursor.ofObject(bytes, elements.from(), elements.to());
      String arn = "";
      while (members.nextMember()) {
        if (MEMBERS.find(bytes, members.nameFrom(), members.nameTo()) != Names.NONE) {
          arn = members.text();
        }
      }
      arns.add(arn);
    }
    return of(arns);
  }

  static Resources of(List<String> arns) {
    Resources resources =
        new Resources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String arn : arns) {
      if (TableArns.isOfTable(arn)) {
        add(resources.tables, Named.of(Arns.owner(arn)));
        if (TableArns.isOfStream(arn) && !resources.streams.contains(arn)) {
          resources.streams.add(arn);
        }
      } else if (Arns.isOf("kinesis", "stream/", arn)) {
        add(resources.kinesisStreams, Named.of(Arns.owner(arn)));
      } else if (BucketArns.isOf(arn)) {
        resources.objects.add(arn);
      }
    }
    return resources;
  }

  /** A copy that shares one object among equal tables and Kinesis streams. */
  Resources with(Canonical<Named> known) {
    tables.replaceAll(known::of);
    kinesisStreams.replaceAll(known::of);
    return this;
  }

  private static void add(List<Named> list, Named named) {
    if (!list.contains(named)) {
      list.add(named);
    }
  }

  /** The ARN of the entry with a name, or null. */
  static @Nullable String find(List<Named> list, String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).name.equals(name)) {
        return list.get(i).arn;
      }
    }
    return null;
  }

  /** The ARN of the first entry, or empty. */
  static String first(List<Named> list) {
    return list.isEmpty() ? "" : list.get(0).arn;
  }
}
