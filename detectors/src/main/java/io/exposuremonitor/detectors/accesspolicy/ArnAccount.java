package io.exposuremonitor.detectors.accesspolicy;

import io.exposuremonitor.detectors.arn.Arns;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds accounts in ARNs and in what stands where an ARN may stand. */
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

  /** What stands in the place of the account, which may be a word or a pattern. */
  static Optional<String> part(String text) {
    return Arns.isArn(text) ? Optional.of(Arns.accountPart(text)) : Optional.empty();
  }

  /**
   * The account that every ARN matching the pattern belongs to. Where wildcards may run across the
   * colons ({@code StringLike}), none may stand before the account.
   */
  static Optional<String> ofPattern(String pattern, boolean wildcardsStopAtColons) {
    if (wildcardsStopAtColons) {
      return part(pattern).filter(ArnAccount::isAccount);
    }
    Matcher matcher = EXACT_UP_TO_ACCOUNT.matcher(pattern);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
