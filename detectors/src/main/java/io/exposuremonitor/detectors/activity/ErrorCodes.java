package io.exposuremonitor.detectors.activity;

/** What the error codes of CloudTrail records mean. */
public final class ErrorCodes {
  private ErrorCodes() {}

  /**
   * True for the codes of calls that IAM, a resource policy or a key policy denied. Services name
   * them differently: {@code AccessDenied}, {@code AccessDeniedException}, {@code
   * KMSAccessDeniedException}, {@code Client.UnauthorizedOperation}.
   *
   * @param errorCode a record's {@code errorCode}; empty for calls without error
   */
  public static boolean isDenied(String errorCode) {
    return !errorCode.isEmpty()
        && (errorCode.contains("AccessDenied") || errorCode.endsWith("UnauthorizedOperation"));
  }

  /**
   * True for the code of calls that name a table, an index or a stream that does not exist.
   *
   * @param errorCode a record's {@code errorCode}; empty for calls without error
   */
  public static boolean isNotFound(String errorCode) {
    return errorCode.endsWith("ResourceNotFoundException");
  }
}
