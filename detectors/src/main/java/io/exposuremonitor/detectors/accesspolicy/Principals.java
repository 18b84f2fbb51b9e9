package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.accesspolicy.Grantee.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the principals of a statement (IAM user guide, "AWS JSON policy elements: Principal"). */
final class Principals {
  private static final String UNKNOWN = "unknown";

  private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z]{3}[A-Z0-9]{12,124}");

  private final Narrowing narrowing;
  private final Set<Grantee> grantees = new HashSet<>();

  private Principals(Narrowing narrowing) {
    this.narrowing = narrowing;
  }

  /** The principals to which an Allow statement grants access. */
  static Set<Grantee> of(JsonNode statement, Narrowing narrowing) {
    Principals principals = new Principals(narrowing);
    if (PolicyDocument.member(statement, "NotPrincipal") != null) {
      principals.everyone();
    }
    JsonNode principal = PolicyDocument.member(statement, "Principal");
    if (principal != null) {
      principals.add(principal);
    }
    return principals.grantees;
  }

  private void add(JsonNode principal) {
    if (!principal.isObject()) {
      PolicyDocument.texts(principal).forEach(this::aws);
      return;
    }
    for (Map.Entry<String, JsonNode> kind : principal.properties()) {
      List<String> ids = PolicyDocument.texts(kind.getValue());
      switch (kind.getKey()) {
        case "AWS" -> ids.forEach(this::aws);
        case "Service" -> ids.forEach(this::service);
        case "Federated", "CanonicalUser" -> ids.forEach(this::other);
        default -> ids.forEach(this::unknown);
      }
    }
  }

  private void aws(String id) {
    Optional<String> place = ArnAccount.isAccount(id) ? Optional.of(id) : ArnAccount.part(id);
    if (place.isPresent() && !place.get().contains("*") && !place.get().contains("?")) {
      account(place.get());
    } else if (UNIQUE_ID.matcher(id).matches()) {
      ofAnyAccount(Kind.UNIQUE_ID, id);
    } else {
      everyone();
    }
  }

  private void everyone() {
    ofAnyAccount(Kind.EVERYONE, "*");
  }

  private void ofAnyAccount(Kind kind, String id) {
    Set<String> callers = narrowing.callers();
    if (callers == null) {
      add(kind, id);
    } else {
      callers.forEach(account -> add(Kind.ACCOUNT, account));
    }
  }

  private void account(String account) {
    Set<String> callers = narrowing.accounts();
    if (callers == null || callers.contains(account)) {
      add(Kind.ACCOUNT, account);
    }
  }

  private void service(String host) {
    if (host.equals("*")) {
      add(Kind.EVERYONE, "*");
      return;
    }
    add(Kind.SERVICE, host, narrowing.sourceOrganizations(), narrowing.sourceAccounts());
  }

  /**
   * Adds a federated or canonical user. An identity provider that belongs to an account counts as
   * that account.
   */
  private void other(String id) {
    ArnAccount.of(id)
        .ifPresentOrElse(this::account, () -> add(id.equals("*") ? Kind.EVERYONE : Kind.OTHER, id));
  }

  /**
   * Adds a principal of a kind that AWS doesn't define. Unless its id is {@code *} or belongs to an
   * account, it may be any text and is not reported.
   */
  private void unknown(String id) {
    other(id.equals("*") || ArnAccount.of(id).isPresent() ? id : UNKNOWN);
  }

  private void add(Kind kind, String id) {
    add(kind, id, narrowing.callerOrganizations(), null);
  }

  /** Adds a principal unless its conditions, where null means no limit, leave nobody. */
  private void add(
      Kind kind, String id, @Nullable Set<String> organizations, @Nullable Set<String> sources) {
    boolean nobody =
        (organizations != null && organizations.isEmpty())
            || (sources != null && sources.isEmpty());
    if (!nobody) {
      grantees.add(
          new Grantee(
              kind,
              id,
              organizations == null ? Set.of() : organizations,
              sources == null ? Set.of() : sources));
    }
  }
}
