package io.exposuremonitor.detectors.accesspolicy;

import io.exposuremonitor.detectors.arn.Arns;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts account ids from ARNs, patterns of ARNs, and bare account ids. */
public final class ArnAccount {
  private static final Pattern EXACT_UP_TO_ACCOUNT =
      Pattern.compile("arn:[^:*?$]*:[^:*?$]*:[^:*?$]*:([0-9]{12}):.*", Pattern.DOTALL);

  private ArnAccount() {}

  /** The account of an ARN or a bare account id; empty for anything else. */
  public static Optional<String> of(String text) {
    if (isAccount(text)) {
      return Optional.of(text);
    }
    return part(text).filter(ArnAccount::isAccount);
  }

  /** True for twelve digits. */
  public static boolean isAccount(String text) {
    return Arns.isAccount(text);
  }

  /**
   * The account part of an ARN, which may also be a word or a pattern; empty for text that is no
   * ARN.
   */
  static Optional<String> part(String text) {
    return Arns.isArn(text) ? Optional.of(Arns.accountPart(text)) : Optional.empty();
  }

  /**
   * The account that every ARN matching the pattern belongs to; empty if they may belong to
   * several. If wildcards match across colons ({@code StringLike}), none may precede the account.
   */
  static Optional<String> ofPattern(String pattern, boolean wildcardsStopAtColons) {
    if (wildcardsStopAtColons) {
      return part(pattern).filter(ArnAccount::isAccount);
    }
    Matcher matcher = EXACT_UP_TO_ACCOUNT.matcher(pattern);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
