package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fact of the evidence with a readable name. Its text is untrusted.
 *
 * @param label such as {@code to bucket}
 * @param value as in the evidence
 */
record Fact(String label, String value) {
  /**
   * Rules cut the values of their evidence at this length, so a value this long may be incomplete.
   */
  private static final int CUT = 256;

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("access_control_policy_access_control_list_grant_grantee_uri", "let in"),
          Map.entry("after", "now"),
          Map.entry("alarm_names", "alarms"),
          Map.entry("aws_region", "region"),
          Map.entry("backup_plan_rules_copy_actions_destination_backup_vault_arn", "to vault"),
          Map.entry("backup_details_backup_name", "backup"),
          Map.entry("backup_plan_backup_plan_name", "backup plan"),
          Map.entry("client_idlist", "clients"),
          Map.entry("code_sha256", "code's SHA-256"),
          Map.entry("destination_backup_vault_arn", "to vault"),
          Map.entry("error_code", "error"),
          Map.entry("event_name", "call"),
          Map.entry("destination_config_on_failure_destination", "failed records to"),
          Map.entry("exposure_access_list_others", "let in"),
          Map.entry("exposure_foreign_accounts", "foreign accounts"),
          Map.entry("exposure_grants_foreign", "let in"),
          Map.entry("exposure_grants_untrusted", "let in"),
          Map.entry("exposure_selectors_dark", "calls no longer recorded"),
          Map.entry("exposure_selectors_dark_management", "management calls no longer recorded"),
          Map.entry("exposure_selectors_left_out", "no longer recorded"),
          Map.entry("exposure_selectors_picks_callers", "records some callers only"),
          Map.entry("grantee_principal", "granted to"),
          Map.entry("is_multi_region_trail", "in all regions"),
          Map.entry("is_organization_trail", "of the organization"),
          Map.entry("open_idconnect_provider_arn", "OpenID provider"),
          Map.entry("principals", "shared with"),
          Map.entry("replication_configuration_rule_destination_account", "to account"),
          Map.entry("replication_configuration_rule_destination_bucket", "to bucket"),
          Map.entry("request_items_table_name", "tables"),
          Map.entry("resource_share_associations_resource_share_name", "resource share"),
          Map.entry("s3_bucket", "to bucket"),
          Map.entry("s3_bucket_name", "to bucket"),
          Map.entry("s3_bucket_owner", "bucket's account"),
          Map.entry(
              "s3_destination_configuration_storage_configuration_expected_bucket_owner",
              "bucket's account"),
          Map.entry("s3_sse_algorithm", "encryption"),
          Map.entry("s_amlprovider_arn", "SAML provider"),
          Map.entry("s_sespecification_override", "encryption"),
          Map.entry("source_backup_vault_arn", "from vault"),
          Map.entry("source_backup_vault_name", "from vault"),
          Map.entry("source_ipaddress", "from address"),
          Map.entry("source_table_arn", "from table"),
          Map.entry("source_table_name", "from table"),
          Map.entry("target_table_name", "to table"),
          Map.entry("table_size_bytes", "table size in bytes"),
          Map.entry("u_uid", "mapping"),
          Map.entry("url", "URL"),
          Map.entry("user_agent", "program"),
          Map.entry("user_identity_arn", "as"),
          Map.entry("user_identity_session_context_session_issuer_arn", "role"));

  /** Containers on the path to a record's field, whose names carry no information. */
  private static final Pattern CONTAINERS =
      Pattern.compile(
          "^(.*_)?(configuration_list|configuration|config|specification|settings|description|parameters|elements"
              + "|metadata|data|exposure_delivery|exposure)_(?=.)");

  private static final Pattern LAST_WORD = Pattern.compile("(?<=.)_(arn|arns|name|id|uri|url)$");

  /** The facts that a finding's card does not show elsewhere as actor, origin or resource. */
  static List<Fact> all(Finding finding) {
    Set<String> shown = shown(finding);
    List<Fact> facts =
        new TreeMap<>(finding.evidence().facts())
            .entrySet().stream()
                .map(fact -> new Fact(label(fact.getKey()), fact.getValue()))
                .filter(fact -> !fact.isRedundant(shown))
                .filter(fact -> !isSession(fact.value(), finding))
                .distinct()
                .toList();
    return facts.stream().filter(fact -> facts.stream().noneMatch(fact::isNameIn)).toList();
  }

  /** A fact's readable name: the last words of its path. */
  static String label(String name) {
    String known = LABELS.get(name);
    if (known != null) {
      return known;
    }
    String last = CONTAINERS.matcher(name).replaceFirst("");
    return LABELS.getOrDefault(last, LAST_WORD.matcher(last).replaceFirst("").replace('_', ' '));
  }

  /**
   * True when the card shows the fact already. The name of a copied table always counts as new,
   * since it may equal the name of the table.
   */
  private boolean isRedundant(Set<String> shown) {
    if (label.equals("to table")) {
      return false;
    }
    return Stream.of(value.split(", ")).allMatch(shown::contains)
        || shown.contains(value)
        || (value.length() == CUT && shown.stream().anyMatch(text -> text.startsWith(value)));
  }

  /** True when the other fact is the ARN that ends with this name. */
  private boolean isNameIn(Fact other) {
    return label.equals(other.label)
        && (other.value.endsWith(':' + value) || other.value.endsWith('/' + value));
  }

  /** True for the ARN of a session of the actor that the origins name. */
  private static boolean isSession(String value, Finding finding) {
    return value.contains(":assumed-role/")
        && finding.evidence().origins().stream()
            .anyMatch(
                origin -> value.endsWith('/' + Names.actor(finding) + '/' + origin.session()));
  }

  private static Set<String> shown(Finding finding) {
    Stream<String> origins =
        finding.evidence().origins().stream().flatMap(Fact::texts).filter(text -> !text.isEmpty());
    return Stream.concat(
            origins,
            Stream.of(
                finding.actor().id(),
                finding.resource(),
                Names.resource(finding),
                finding.region()))
        .collect(Collectors.toSet());
  }

  private static Stream<String> texts(Origin origin) {
    return Stream.of(
        origin.sourceIp(),
        origin.userAgent(),
        origin.accessKeyId(),
        origin.session(),
        origin.vpcEndpointId(),
        origin.invokedBy());
  }
}
