package io.exposuremonitor.detectors.sensitivity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises credentials by the forms that issuers document for secret scanning. */
final class Credentials {
  /** Length of the shortest credential other than private keys. */
  static final int SHORTEST = 20;

  /** Minimum number of capitals in a private key's first line. */
  static final int MIN_CAPITALS = 15;

  /** IAM's unique prefixes (IAM user guide, identifiers); sixteen characters of base32 follow. */
  private static final Pattern AWS_KEY_ID =
      Pattern.compile("(?<![\\p{Alnum}])A(?:KI|SI)A[A-Z2-7]{16}(?![\\p{Alnum}])");

  private static final Pattern AWS_SECRET =
      Pattern.compile("(?<![\\p{Alnum}+/=])[A-Za-z0-9+/]{40}(?![\\p{Alnum}+/=])");

  /** RFC 7468, and OpenPGP's armour (RFC 9580). */
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----");

  private static final Pattern JWT =
      Pattern.compile(
          "(?<![\\w-])(eyJ[\\w-]{10,2000})\\.eyJ[\\w-]{4,4000}\\.[\\w-]{20,1000}(?![\\w-])");

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![\\p{Alnum}])(?:"
              + "gh[pousr]_[A-Za-z0-9]{36}"
              + "|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"
              + "|glpat-[\\w-]{20}"
              + "|xox[abpers]-(?:\\d+-){1,3}[\\w-]{16,}"
              + "|xapp-\\d-[A-Z0-9]+-\\d+-[a-f0-9]{32,}"
              + "|[rs]k_live_[A-Za-z0-9]{24,}"
              + "|AIza[\\w-]{35}"
              + "|npm_[A-Za-z0-9]{36}"
              + "|SG\\.[\\w-]{22}\\.[\\w-]{43}"
              + "|sk-ant-[a-z0-9]+-[\\w-]{80,}"
              + ")(?![\\p{Alnum}])");

  /** Markers of issuers' tokens, which are cheap to search for. */
  private static final List<String> MARKS =
      List.of(
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "xox",
          "xapp-",
          "k_live_",
          "AIza",
          "npm_",
          "SG.",
          "sk-ant-");

  /** An access key's id, or its secret under a name that suggests one. */
  boolean holdAwsAccessKey(Text text, AttributeName name) {
    if (text.longestWord() < SHORTEST) {
      return false;
    }
    return (text.upper() >= 8
            && text.value().contains("IA")
            && AWS_KEY_ID.matcher(text.value()).find())
        || (name.isAbout(Topic.SECRET_KEY) && holdsAwsSecret(text));
  }

  private static boolean holdsAwsSecret(Text text) {
    return text.digits() > 0
        && text.upper() > 0
        && text.letters() > text.upper()
        && AWS_SECRET.matcher(text.value()).find();
  }

  boolean holdPrivateKey(Text text) {
    return text.hasDash()
        && text.upper() >= MIN_CAPITALS
        && text.value().contains("PRIVATE KEY")
        && PEM.matcher(text.value()).find();
  }

  /** A token of an issuer that marks its tokens. */
  boolean holdToken(Text text) {
    return text.longestWord() >= SHORTEST
        && isMarked(text.value())
        && TOKEN.matcher(text.value()).find();
  }

  private static boolean isMarked(String text) {
    for (String mark : MARKS) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  /** A signed token, by its header (RFC 7519). */
  boolean holdJsonWebToken(Text text) {
    if (text.longestWord() < SHORTEST || !text.value().contains("eyJ")) {
      return false;
    }
    Matcher candidate = JWT.matcher(text.value());
    return candidate.find() && namesAlgorithm(candidate.group(1));
  }

  private static boolean namesAlgorithm(String header) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(header);
      return new String(json, StandardCharsets.UTF_8).contains("\"alg\"");
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
