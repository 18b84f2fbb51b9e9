package io.exposuremonitor.job.simulation;

/**
 * An API operation, as CloudTrail tells of it.
 *
 * @param source {@code eventSource}
 * @param name {@code eventName}
 * @param readOnly {@code readOnly}; false for PartiQL, whatever the statement does
 * @param data true for a data event, false for a management event
 * @param version {@code apiVersion}, or empty where the service leaves it out
 */
public record Api(String source, String name, boolean readOnly, boolean data, String version) {

  /** A call on items that reads. */
  public static Api read(String name) {
    return new Api("dynamodb.amazonaws.com", name, true, true, "2012-08-10");
  }

  /** A call on items that writes, or PartiQL. */
  public static Api write(String name) {
    return new Api("dynamodb.amazonaws.com", name, false, true, "2012-08-10");
  }

  /** A management call on DynamoDB that changes something. */
  public static Api change(String name) {
    return new Api("dynamodb.amazonaws.com", name, false, false, "2012-08-10");
  }

  /** A management call on DynamoDB that looks at something. */
  public static Api look(String name) {
    return new Api("dynamodb.amazonaws.com", name, true, false, "2012-08-10");
  }

  /** A management call on another service. */
  public static Api other(String service, String name, boolean readOnly) {
    return new Api(service + ".amazonaws.com", name, readOnly, false, "");
  }

  /** A data event of another service. */
  public static Api otherData(String service, String name, boolean readOnly) {
    return new Api(service + ".amazonaws.com", name, readOnly, true, "");
  }

  /** The host that a client calls. */
  String host(String region) {
    return source.substring(0, source.indexOf('.') + 1) + region + ".amazonaws.com";
  }
}
