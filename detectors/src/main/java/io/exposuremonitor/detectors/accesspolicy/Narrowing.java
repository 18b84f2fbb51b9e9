package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a statement's conditions put on the principals it grants access. A null set means
 * no limit.
 *
 * <p>Only conditions that certainly limit the caller count: positive operators that fail if the key
 * is missing (hence neither {@code …IfExists} nor {@code ForAllValues:}), with values that name an
 * account or an organisation literally (IAM user guide, "Condition operators", "Set operators").
 * Limits to networks ({@code aws:SourceVpce}, {@code aws:SourceIp}) are ignored, since they don't
 * show who owns the network.
 *
 * @param accounts accounts that the caller may belong to
 * @param organizations organisations that the caller may belong to
 * @param sourceAccounts accounts on whose behalf a calling service may act
 * @param sourceOrganizations organisations on whose behalf a calling service may act
 */
record Narrowing(
    @Nullable Set<String> accounts,
    @Nullable Set<String> organizations,
    @Nullable Set<String> sourceAccounts,
    @Nullable Set<String> sourceOrganizations) {

  static final Narrowing NONE = new Narrowing(null, null, null, null);

  private static final Pattern OPERATOR =
      Pattern.compile(
          "(?:foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)");
  private static final Pattern ORGANIZATION = Pattern.compile("(o-[a-z0-9]{10,32})(?:/.*)?");

  private static final Set<String> CALLER_ACCOUNT =
      Set.of("aws:principalaccount", "kms:calleraccount");
  private static final Set<String> SOURCE_ACCOUNT = Set.of("aws:sourceaccount", "aws:sourceowner");
  private static final Set<String> CALLER_ORGANIZATION =
      Set.of("aws:principalorgid", "aws:principalorgpaths");
  private static final Set<String> SOURCE_ORGANIZATION =
      Set.of("aws:sourceorgid", "aws:sourceorgpaths");

  /** The limits set by a whole {@code Condition} block, all of whose conditions must hold. */
  static Narrowing of(JsonNode condition) {
    Narrowing narrowing = NONE;
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      Matcher matcher = OPERATOR.matcher(operator.getKey().toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        boolean arn = matcher.group(1).startsWith("arn");
        for (Map.Entry<String, JsonNode> test : operator.getValue().properties()) {
          narrowing = narrowing.and(of(test.getKey(), PolicyDocument.texts(test.getValue()), arn));
        }
      }
    }
    return narrowing;
  }

  private static Narrowing of(String key, List<String> values, boolean arn) {
    String name = key.toLowerCase(Locale.ROOT);
    if (CALLER_ACCOUNT.contains(name)) {
      return new Narrowing(each(values, Narrowing::account), null, null, null);
    }
    if (name.equals("aws:principalarn")) {
      return new Narrowing(owners(values, arn), null, null, null);
    }
    if (CALLER_ORGANIZATION.contains(name)) {
      return new Narrowing(null, each(values, Narrowing::organization), null, null);
    }
    if (SOURCE_ACCOUNT.contains(name)) {
      return new Narrowing(null, null, each(values, Narrowing::account), null);
    }
    if (name.equals("aws:sourcearn")) {
      return new Narrowing(null, null, owners(values, arn), null);
    }
    return SOURCE_ORGANIZATION.contains(name)
        ? new Narrowing(null, null, null, each(values, Narrowing::organization))
        : NONE;
  }

  private static @Nullable Set<String> owners(List<String> patterns, boolean arn) {
    return each(patterns, pattern -> ArnAccount.ofPattern(pattern, arn));
  }

  /** The account or organisation that each value names; null if a value may match several. */
  private static @Nullable Set<String> each(
      List<String> values, Function<String, Optional<String>> named) {
    Set<String> names = new HashSet<>();
    for (String value : values) {
      Optional<String> name = named.apply(value);
      if (name.isEmpty()) {
        return null;
      }
      names.add(name.get());
    }
    return names;
  }

  private static Optional<String> account(String value) {
    return ArnAccount.isAccount(value) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<String> organization(String value) {
    Matcher matcher = ORGANIZATION.matcher(value);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Narrowing and(Narrowing other) {
    return new Narrowing(
        intersection(accounts, other.accounts),
        intersection(organizations, other.organizations),
        intersection(sourceAccounts, other.sourceAccounts),
        intersection(sourceOrganizations, other.sourceOrganizations));
  }

  private static @Nullable Set<String> intersection(
      @Nullable Set<String> a, @Nullable Set<String> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return both;
  }

  /** Accounts that a caller other than a service may belong to. */
  @Nullable Set<String> callers() {
    return intersection(accounts, sourceAccounts);
  }

  /** Organisations that a caller other than a service may belong to. */
  @Nullable Set<String> callerOrganizations() {
    return intersection(organizations, sourceOrganizations);
  }
}
