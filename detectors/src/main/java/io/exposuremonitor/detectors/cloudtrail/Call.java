package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.cloudtrail.Resources.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties shared by all activities of one record.
 *
 * @param account {@code recipientAccountId}, or empty
 * @param refusedResource the table named by the error message of a denied call, or empty
 * @param resources the resources named by the record's {@code resources}
 */
record Call(
    String eventId,
    boolean shared,
    long time,
    Operation operation,
    Actor actor,
    Origin origin,
    String account,
    String region,
    String errorCode,
    String refusedResource,
    Resources resources) {

  /** The account for building ARNs: that of the log, else the caller's. */
  private String resourceAccount() {
    return account.isEmpty() ? actor.account() : account;
  }

  /** The ARN of a table by its name or ARN; without either, the first one listed. */
  String table(String name) {
    return resolve("dynamodb", "table/", name, resources.tables());
  }

  /** The stream that the request names, else the stream or the table that the record lists. */
  String changeStream(Request request) {
    if (Arns.isArn(request.streamArn)) {
      return request.streamArn;
    }
    if (Arns.isArn(request.iteratorStream)) {
      return request.iteratorStream;
    }
    List<String> streams = resources.streams();
    return streams.isEmpty() ? Resources.first(resources.tables()) : streams.get(0);
  }

  /** The ARN of the stream that the request names, else the first one listed. */
  String kinesisStream(Request request) {
    for (String arn : List.of(request.streamArn, request.consumerArn)) {
      if (Arns.isArn(arn)) {
        return Arns.owner(arn);
      }
    }
    return resolve("kinesis", "stream/", request.streamName, resources.kinesisStreams());
  }

  private String resolve(String service, String kind, String name, List<Named> listed) {
    if (name.isEmpty()) {
      return Resources.first(listed);
    }
    if (Arns.isArn(name)) {
      return Arns.owner(name);
    }
    @Nullable String arn = Resources.find(listed, name);
    return arn != null ? arn : Arns.build(service, region, resourceAccount(), kind + name);
  }

  /** A copy of this call with another operation. */
  Call as(Operation other) {
    return new Call(
        eventId,
        shared,
        time,
        other,
        actor,
        origin,
        account,
        region,
        errorCode,
        refusedResource,
        resources);
  }
}
