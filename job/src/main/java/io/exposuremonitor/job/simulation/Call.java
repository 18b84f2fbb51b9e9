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
 * @param recipient the account whose log contains it
 */
public record Call(
    Caller caller,
    Api api,
    String region,
    String parameters,
    String response,
    String resources,
    Failure failure,
    String recipient) {

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
        Failure.NONE,
        caller.account());
  }

  /** A successful call without {@code resources}. */
  public static Call withoutResources(Caller caller, Api api, String region, JsonText parameters) {
    return new Call(
        caller, api, region, parameters.toString(), "null", "", Failure.NONE, caller.account());
  }

  /** This call with the given response. */
  public Call withResponse(JsonText json) {
    return new Call(
        caller, api, region, parameters, json.toString(), resources, failure, recipient);
  }

  /** This call with the given {@code resources}. */
  public Call withResources(String json) {
    return new Call(caller, api, region, parameters, response, json, failure, recipient);
  }

  /** This call as the log of another account contains it: that of the table's owner. */
  Call recordedBy(String account) {
    return new Call(caller, api, region, parameters, response, resources, failure, account);
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
    Failure error = new Failure(code, message);
    return new Call(caller, api, region, parameters, "null", resources, error, recipient);
  }
}
