package io.exposuremonitor.job.simulation;

/**
 * One call, before it gets a time and ids.
 *
 * @param caller who
 * @param api what
 * @param region where
 * @param parameters {@code requestParameters} as JSON, or {@code null} as JSON
 * @param response {@code responseElements} as JSON, or {@code null} as JSON
 * @param resources {@code resources} as JSON, or empty to leave them out
 * @param failure why it failed
 */
public record Call(
    Caller caller,
    Api api,
    String region,
    String parameters,
    String response,
    String resources,
    Failure failure) {

  /** Why a call failed; empty when it didn't. */
  public record Failure(String code, String message) {
    static final Failure NONE = new Failure("", "");
  }

  /** A call on the items of a table that went well. */
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

  /** A call that names no resource of its own. */
  public static Call plain(Caller caller, Api api, String region, JsonText parameters) {
    return new Call(caller, api, region, parameters.toString(), "null", "", Failure.NONE);
  }

  /** The same with an answer. */
  public Call withResponse(JsonText json) {
    return new Call(caller, api, region, parameters, json.toString(), resources, failure);
  }

  /** The same with other {@code resources}. */
  public Call withResources(String json) {
    return new Call(caller, api, region, parameters, response, json, failure);
  }

  /** The same, but it failed. */
  public Call failing(String code, String message) {
    return new Call(caller, api, region, parameters, "null", resources, new Failure(code, message));
  }
}
