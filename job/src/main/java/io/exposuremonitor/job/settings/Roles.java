package io.exposuremonitor.job.settings;

/** Settings of the roles in other accounts that are assumed to read or write. */
final class Roles {
  static final Setting<String> EXTERNAL_ID =
      Setting.optional(
          "external-id",
          "text",
          "",
          "External id that the role's trust policy asks for.",
          Forms::text);

  private Roles() {}

  /** The role itself; the section says what it is for. */
  static Setting<String> role(String meaning) {
    return Setting.optional("role", "ARN", "", meaning, Forms.arn("iam"));
  }
}
