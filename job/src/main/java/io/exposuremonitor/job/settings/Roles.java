package io.exposuremonitor.job.settings;

/** Settings of the roles that sections are read or written by, in other accounts. */
final class Roles {
  static final Setting<String> EXTERNAL_ID =
      Setting.optional(
          "external-id",
          "text",
          "",
          "External id that the role's trust policy asks for.",
          Forms::text);

  private Roles() {}

  /** The role itself; what it is for is the section's to say. */
  static Setting<String> role(String meaning) {
    return Setting.optional("role", "ARN", "", meaning, Forms.arn("iam"));
  }
}
