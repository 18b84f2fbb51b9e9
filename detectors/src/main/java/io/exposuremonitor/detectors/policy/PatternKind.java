package io.exposuremonitor.detectors.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of names that patterns are matched against. It determines the patterns that can never
 * match.
 *
 * @param title the title in the reference: {@code actor}, {@code Kinesis stream}
 * @param explanation an explanation for messages
 * @param prefix the text that turns a bare name into a full one, or empty
 * @param forms the forms of the names
 * @param wildcards what is doubtful about a wildcard in such a name, or empty
 */
record PatternKind(
    String title, String explanation, String prefix, List<Form> forms, String wildcards) {
  /** Actor ids, see {@link io.exposuremonitor.detectors.activity.Actor}. */
  static final PatternKind ACTOR =
      kind(
          "actor",
          "an actor is the ARN of a role, user or root, a service's host name or an account id",
          "arn:aws:iam::*:role/",
          "arn:*:iam::%",
          "arn:*:identitystore:%",
          "arn:*:sts::*:federated-user/%",
          "*.amazonaws.com",
          "*.amazonaws.com.cn",
          "#",
          "unknown");

  /** Actors whose changes are accepted because of who they are. */
  static final PatternKind TRUSTED_ACTOR =
      ACTOR.doubting(
          "admits every role of such a name: who may create roles can take one; name each in full");

  static final PatternKind TABLE =
      kind(
          "table",
          "a table is a name or the ARN of a table",
          "",
          "*",
          "arn:*:dynamodb:*:*:table/*");

  /** What a finding is about: usually an ARN; also an account, or the name or URL of something. */
  static final PatternKind RESOURCE =
      kind("resource", "a resource is an ARN or a name", "arn:aws:dynamodb:*:*:table/", "%");

  /** What a finding is about if its family has only findings about ARNs and accounts. */
  static final PatternKind ARN_RESOURCE =
      kind("resource", "a resource is an ARN", "arn:aws:dynamodb:*:*:table/", "arn:%", "#");

  static final PatternKind STREAM =
      kind(
          "stream",
          "a stream is the ARN of a DynamoDB or Kinesis stream",
          "arn:aws:kinesis:*:*:stream/",
          "arn:*:dynamodb:*:*:table/*/stream/%",
          "arn:*:kinesis:*:*:stream/*");

  static final PatternKind KINESIS_STREAM =
      kind(
          "Kinesis stream",
          "a Kinesis stream is named by its ARN",
          "arn:aws:kinesis:*:*:stream/",
          "arn:*:kinesis:*:*:stream/*");

  static final PatternKind VAULT =
      kind(
          "backup vault",
          "a backup vault is named by its ARN",
          "arn:aws:backup:*:*:backup-vault:",
          "arn:*:backup:*:*:backup-vault:*");

  static final PatternKind BUCKET =
      kind("bucket", "a bucket is named by its bare name", "", "*")
          .doubting(
              "admits buckets of anybody: a name that nobody has is free to all accounts; name each"
                  + " in full");

  static final PatternKind FUNCTION =
      kind(
          "function",
          "a function is a name or the ARN of a Lambda function",
          "",
          "*",
          "*:*",
          "#:function:*",
          "arn:*:lambda:%");

  static final PatternKind NAME = kind("name", "names have no blanks, slashes or colons", "", "*");

  static final PatternKind TARGET =
      kind("target", "a target is an ARN or a pipeline's name", "", "*", "arn:%");

  static final PatternKind KEY =
      kind("key", "a key is the id, alias or ARN of a KMS key", "", "*", "alias/%", "arn:*:kms:%");

  static final PatternKind PRINCIPAL =
      kind("principal", "a principal is an ARN, an account id or a service's host name", "", "%");

  /** A part of the monitor: also the URL of a queue and the path of a log group or a secret. */
  static final PatternKind PART =
      kind("part", "a part is a name, a URL or an ARN", "", "%", "https:%");

  /** The actor of an override whose thresholds are those of a table, not of a caller. */
  static final PatternKind OWNER = kind("account", "it is the table's account here", "", "#");

  static final PatternKind FINDING =
      kind("finding", "a finding is named by its id, such as bulk-read.table-scan", "", "*");

  /**
   * What is doubtful about a pattern without the path that every role of IAM Identity Center has.
   * Records that name the session alone don't show it.
   */
  static final String WITHOUT_PATH_OF_ROLE =
      "matches few calls or none: roles of IAM Identity Center have a path";

  /** Only AWS creates roles below these paths. */
  private static final java.util.regex.Pattern PATH_OF_AWS =
      java.util.regex.Pattern.compile(".*:role/(aws-reserved|aws-service-role)/.*");

  private static final String WITHOUT_PATH = ":role/AWSReservedSSO_";

  private static final String WITH_PATH = ":role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_";

  /** True if {@code pattern} can match a name of this kind. */
  boolean canMatch(String pattern) {
    return forms.stream().anyMatch(form -> form.meets(pattern));
  }

  /** True if {@code pattern} matches every name. */
  static boolean matchesEverything(String pattern) {
    // Every finding has a dot in its name, and every ARN starts with "arn:".
    return pattern.matches("\\*+|\\*+\\.\\*+|arn:\\*+");
  }

  /** True if {@link #WITHOUT_PATH_OF_ROLE} holds for {@code pattern}. */
  static boolean lacksPath(String pattern) {
    return pattern.contains(WITHOUT_PATH);
  }

  /** True if {@link #wildcards} holds for {@code pattern}: its last part can be chosen freely. */
  boolean isDoubtful(String pattern) {
    return !wildcards.isEmpty()
        && !PATH_OF_AWS.matcher(pattern).matches()
        && pattern.substring(pattern.indexOf('/') + 1).contains("*");
  }

  /** What is wrong with a pattern that can match no name of this kind. */
  String neverMatches() {
    return "can never match: " + explanation + ", and only * is a wildcard";
  }

  /** A pattern that can match and was probably meant, or empty. */
  String suggestion(String pattern) {
    String text = pattern.strip();
    return Stream.of(
            text,
            text.replace('?', '*'),
            text.replaceFirst("^arn:([^:]*):sts:", "arn:$1:iam:")
                .replaceFirst(":assumed-role/([^/]*).*", ":role/$1"),
            // IAM is global.
            text.replaceFirst("^arn:([^:]*):iam:[^:]*:", "arn:$1:iam::"),
            text.replaceFirst("^(s3://|arn:[^:]*:s3:::|table/)", "").replaceFirst("/.*", ""),
            text.replaceFirst("/(index|stream)/.*", ""),
            // As findings and reports abbreviate actors.
            text.matches("(role|user)/.+") ? "arn:aws:iam::*:" + text : "",
            text.startsWith("arn:") ? "" : prefix + text)
        .map(candidate -> candidate.replace(WITHOUT_PATH, WITH_PATH))
        .filter(candidate -> !candidate.isEmpty() && canMatch(candidate))
        .findFirst()
        .orElse("");
  }

  private static PatternKind kind(
      String title, String explanation, String prefix, String... forms) {
    return new PatternKind(
        title, explanation, prefix, Stream.of(forms).map(Form::new).toList(), "");
  }

  private PatternKind doubting(String why) {
    return new PatternKind(title, explanation, prefix, forms, why);
  }
}
