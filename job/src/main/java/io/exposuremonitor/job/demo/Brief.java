package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.ocsf.Arn;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens messages for people who know the company: names instead of ARNs. */
final class Brief {
  private static final Pattern ARN = Pattern.compile("arn:aws:[^\\s,;`']*[^\\s,;`'.]");

  private Brief() {}

  /** The text with each ARN reduced to the name at its end and without backquotes. */
  static String of(String text) {
    return ARN.matcher(text)
        .replaceAll(arn -> Matcher.quoteReplacement(Arn.of(arn.group()).name()))
        .replace("`", "");
  }
}
