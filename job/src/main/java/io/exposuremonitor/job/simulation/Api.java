package io.exposuremonitor.job.simulation;

/**
 * An API operation as CloudTrail records it.
 *
 * @param source {@code eventSource}
 * @param name {@code eventName}
 * @param readOnly {@code readOnly}; false for PartiQL, whatever the statement does
 * @param data true for a data event, false for a management event
 * @param version {@code apiVersion}; empty if the service omits it
 */
public record Api(String source, String name, boolean readOnly, boolean data, String version) {

  /** A DynamoDB operation that reads items. */
  public static Api read(String name) {
    return new Api("dynamodb.amazonaws.com", name, true, true, "2012-08-10");
  }

  /** A DynamoDB operation that writes items or runs PartiQL. */
  public static Api write(String name) {
    return new Api("dynamodb.amazonaws.com", name, false, true, "2012-08-10");
  }

  /** A management operation of DynamoDB that changes something. */
  public static Api change(String name) {
    return new Api("dynamodb.amazonaws.com", name, false, false, "2012-08-10");
  }

  /** A management operation of DynamoDB that only reads. */
  public static Api inspect(String name) {
    return new Api("dynamodb.amazonaws.com", name, true, false, "2012-08-10");
  }

  /** A management operation of another service. */
  public static Api management(String service, String name, boolean readOnly) {
    return new Api(service + ".amazonaws.com", name, readOnly, false, "");
  }

  /** A data operation of another service. */
  public static Api data(String service, String name, boolean readOnly) {
    return new Api(service + ".amazonaws.com", name, readOnly, true, "");
  }

  /** The host of the service's endpoint. */
  String host(String region) {
    return source.substring(0, source.indexOf('.') + 1) + region + ".amazonaws.com";
  }
}
