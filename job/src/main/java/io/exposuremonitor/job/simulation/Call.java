package io.exposuremonitor.job.simulation;

/**
 * A call that has no time and no ids yet.
 *
 * @param caller the identity that makes it
 * @param api the operation
 * @param region AWS Region
 * @param parameters {@code requestParameters} as JSON, or {@code null} as JSON
 * @param response {@code responseElements} as JSON, or {@code null} as JSON
 * @param resources {@code resources} as JSON; empty to omit the field
 * @param failure the error, or {@link Failure#NONE}
 */
public record Call(
    Caller caller,
    Api api,
    String region,
    String parameters,
    String response,
    String resources,
    Failure failure) {

  /** The error of a failed call; empty if the call succeeded. */
  public record Failure(String code, String message) {
    static final Failure NONE = new Failure("", "");
  }

  /** A successful call on a table, with the table in {@code resources}. */
  public static Call onItems(Caller caller, Api api, Table table, JsonText parameters) {
    return new Call(
        caller,
        api,
        table.region(),
        parameters.toString(),
        "null",
        table.resources(),
        Failure.NONE);
  }

  /** A successful call without {@code resources}. */
  public static Call withoutResources(Caller caller, Api api, String region, JsonText parameters) {
    return new Call(caller, api, region, parameters.toString(), "null", "", Failure.NONE);
  }

  /** This call with the given response. */
  public Call withResponse(JsonText json) {
    return new Call(caller, api, region, parameters, json.toString(), resources, failure);
  }

  /** This call with the given {@code resources}. */
  public Call withResources(String json) {
    return new Call(caller, api, region, parameters, response, json, failure);
  }

  /** This call, denied for lack of a permission. */
  Call denied() {
    return failing("AccessDeniedException", "not authorized");
  }

  /** This call, throttled by the table. */
  Call throttled() {
    return failing("ProvisionedThroughputExceededException", "throughput exceeded");
  }

  /** This call, failing with the given error. */
  public Call failing(String code, String message) {
    return new Call(caller, api, region, parameters, "null", resources, new Failure(code, message));
  }
}
