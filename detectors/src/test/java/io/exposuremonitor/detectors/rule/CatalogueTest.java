package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.cloudtrail.RecordOutline;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyLoader;
import io.exposuremonitor.detectors.rule.FixtureRunner.Outcome;
import io.exposuremonitor.detectors.signal.Level;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped rule against the fixtures beside it, and the catalogue as a whole. */
class CatalogueTest {
  /** The exposure paths that a single record can reveal. */
  private static final Set<String> FINDINGS =
      Set.of(
          "partiql.full-scan",
          "partiql.console",
          "export.to-unapproved-destination",
          "export.bucket-opened",
          "export.zero-etl",
          "export.objects-copied",
          "backup.restored-under-new-name",
          "backup.copied-out",
          "backup.vault-opened",
          "backup.unencrypted-vault",
          "consumer.fan-out-registered",
          "consumer.kcl-application",
          "consumer.lambda-trigger",
          "consumer.failure-destination",
          "consumer.function-replaced",
          "consumer.pipe",
          "consumer.firehose",
          "consumer.channel",
          "consumer.stream-enabled",
          "consumer.kinesis-destination",
          "replication.new-region",
          "replication.cross-account",
          "access.resource-policy-foreign",
          "access.iam-wildcard",
          "access.guard-removed",
          "access.role-trust-foreign",
          "access.write-as-read",
          "encryption.weakened",
          "encryption.key-at-risk",
          "destruction.recovery-removed",
          "destruction.ttl-enabled",
          "blindspot.logging-stopped",
          "blindspot.logging-stop-denied",
          "blindspot.monitor-cut-off",
          "blindspot.organization-changed",
          "blindspot.request-parameters-omitted",
          "decoy.touched",
          "billing.reserved-capacity");

  /** The rules that look for failed calls, or count attempts. */
  private static final Set<String> FAILURES =
      Set.of("blindspot.logging-stop-denied", "access.write-as-read", "decoy.touched.changed");

  /** Rules of which some calls name nothing narrower than the account. */
  private static final Set<String> ABOUT_ACCOUNTS =
      Set.of(
          "access.guard-removed.organization",
          "billing.reserved-capacity",
          "blindspot.logging-stop-denied",
          "blindspot.organization-changed",
          "blindspot.organization-changed.administrator",
          "consumer.failure-destination",
          "consumer.failure-destination.foreign",
          "destruction.recovery-removed.backup-protection",
          "export.bucket-opened.access-point",
          "export.bucket-opened.account-block");

  private static final Map<String, SigmaRule> RULES =
      Catalogue.load().stream().collect(toMap(SigmaRule::file, rule -> rule));

  private static final Map<String, Fixtures> FIXTURES =
      Catalogue.ruleFiles().stream().collect(toMap(file -> file, CatalogueTest::read));

  private static final DerivedFields DERIVED = new DerivedFields(StatementAnalyser::analyse);

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void passesItsFixtures(String file) throws RuleException {
    String fixtures = Catalogue.fixturesOf(file);

    List<Outcome> outcomes =
        new FixtureRunner(DERIVED)
            .run(SigmaLoader.load(file, Catalogue.text(file)), fixtures, Catalogue.text(fixtures));

    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.problem()).isEmpty());
    assertThat(outcomes).extracting(Outcome::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void matchesNearMissesOnceTheCoveredExclusionIsRemoved(String file) throws Exception {
    SigmaRule rule = rule(file);
    Fixtures fixtures = fixtures(file);

    for (Fixtures.Case miss : fixtures.cases()) {
      if (!miss.covers().isEmpty()) {
        Matcher unguarded =
            without(miss.covers(), rule.detection().condition())
                .bind(Placeholders.of(fixtures.policy()));
        assertThat(unguarded.matches(event(miss, fixtures.policy()))).as(miss.name()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void hasAHitForEveryCall(String file) throws Exception {
    List<Fixtures.Case> hits = hits(file);

    assertThat(rule(file).calls()).allMatch(call -> hits.stream().anyMatch(hit -> isOf(call, hit)));
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void hasAHitForEveryBranchOfEverySearch(String file) throws Exception {
    SigmaRule rule = rule(file);
    Fixtures fixtures = fixtures(file);
    Placeholders placeholders = Placeholders.of(fixtures.policy());

    for (Map.Entry<String, Expression> search : rule.detection().searches().entrySet()) {
      if (!rule.exclusions().contains(search.getKey())) {
        for (Expression branch : branches(search.getValue())) {
          Matcher matcher = branch.bind(placeholders);
          boolean hit = false;
          for (Fixtures.Case fixture : hits(file)) {
            hit |= matcher.matches(event(fixture, fixtures.policy()));
          }
          assertThat(hit).as(search.getKey() + ": " + branch).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void namesEvidenceFieldsThatItsHitsContain(String file) throws Exception {
    Policy policy = fixtures(file).policy();
    List<RuleEvent> events = new ArrayList<>();
    for (Fixtures.Case hit : hits(file)) {
      events.add(event(hit, policy));
    }

    assertThat(rule(file).fields())
        .allMatch(field -> events.stream().anyMatch(event -> !event.field(field).isEmpty()));
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void rendersEachDetailForSomeHit(String file) throws Exception {
    Policy policy = fixtures(file).policy();
    List<String> told = new ArrayList<>();
    for (Fixtures.Case hit : hits(file)) {
      told.add(DetailText.of(event(hit, policy), rule(file).details()));
    }

    assertThat(rule(file).details())
        .allMatch(detail -> told.stream().anyMatch(text -> text.contains(detail.words() + ' ')));
  }

  /**
   * Findings about an account cannot be suppressed for one resource, and all of one actor are one.
   */
  @ParameterizedTest
  @MethodSource("ruleFiles")
  void namesTheResourceOfItsHits(String file) throws Exception {
    SigmaRule rule = rule(file);
    List<String> resources = new ArrayList<>();
    for (Fixtures.Case hit : hits(file)) {
      resources.add(ResourceFinder.find(event(hit, fixtures(file).policy()), rule.resources()));
    }

    assertThat(resources.stream().anyMatch(resource -> resource.matches("\\d{12}")))
        .as(rule.name() + ": " + resources)
        .isEqualTo(ABOUT_ACCOUNTS.contains(rule.name()));
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void canBeSuppressedForWhatItsHitsAreAbout(String file) throws Exception {
    SigmaRule rule = rule(file);
    for (Fixtures.Case hit : hits(file)) {
      String resource = ResourceFinder.find(event(hit, fixtures(file).policy()), rule.resources());
      String policy =
          """
          version: 1
          suppressions:
            - {finding: %s, resource: "%s", owner: me, reason: planned, expires: 2027-01-01}
          """
              .formatted(rule.finding(), resource);

      assertThat(PolicyLoader.read("policy.yml", policy, 0).policy()).as(policy).isNotNull();
    }
  }

  @Test
  void namesWhoIsGivenAManagedPolicyAsTheResource() throws Exception {
    String file = "access/iam-managed-policy.yml";
    List<String> resources = new ArrayList<>();
    for (Fixtures.Case hit : hits(file)) {
      resources.add(
          ResourceFinder.find(event(hit, fixtures(file).policy()), rule(file).resources()));
    }

    assertThat(resources)
        .containsExactly(
            "alex",
            "app",
            "analysts",
            "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef");
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void excludesFailedCallsUnlessItDetectsFailures(String file) {
    SigmaRule rule = rule(file);

    assertThat(rule.exclusions().contains("filter_failed"))
        .isNotEqualTo(FAILURES.contains(rule.name()));
  }

  @Test
  void hasARuleForEverySingleRecordFinding() {
    assertThat(Catalogue.load())
        .extracting(SigmaRule::finding)
        .containsOnly(FINDINGS.toArray(String[]::new));
  }

  @Test
  void indexListsExactlyTheFilesThatAreThere() throws IOException, URISyntaxException {
    Path folder = Path.of(Catalogue.class.getResource("/rules/index.txt").toURI()).getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> there =
          files
              .filter(file -> file.toString().endsWith(".yml"))
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();

      assertThat(Catalogue.files()).isEqualTo(there);
    }
  }

  @Test
  void everyRuleHasItsFixturesBesideIt() {
    assertThat(Catalogue.ruleFiles())
        .isNotEmpty()
        .allMatch(file -> Catalogue.files().contains(Catalogue.fixturesOf(file)));
  }

  @Test
  void isSilentForOrdinaryRecords() throws Exception {
    Policy policy =
        FixturePolicy.of(
            Map.of(
                "own_accounts", List.of("111122223333", "444455556666"),
                "approved_export_buckets", List.of("analytics-exports"),
                "approved_functions", List.of("search-indexer")));
    RuleSet rules = RuleSet.compile(Catalogue.load(), policy);

    List<String> raised = new ArrayList<>();
    for (String line : ordinaryRecords()) {
      RuleEvent event = RuleEvent.of(line.getBytes(UTF_8), policy, DERIVED);
      rules.match(event).forEach(rule -> raised.add(rule.name() + " by " + event.eventName()));
    }

    assertThat(ordinaryRecords()).hasSizeGreaterThan(50);
    assertThat(raised).isEmpty();
  }

  @Test
  void isSilentForTheSelectorsThatTheDocumentationRecommends() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "sources.md"));
    int start = guide.indexOf("[{\"Name\": \"management\"");
    String selectors = guide.substring(start, guide.indexOf("```", start));
    String record =
        Rules.record(
                "\"requestParameters\":{\"trailName\":\"t\",\"advancedEventSelectors\":"
                    + selectors
                    + "}")
            .replace("dynamodb.amazonaws.com", "cloudtrail.amazonaws.com")
            .replace("\"Scan\",\"recipient", "\"PutEventSelectors\",\"recipient");
    Policy policy =
        FixturePolicy.of(
            Map.of(
                "approved_export_buckets", List.of("lake"),
                "approved_streams", List.of("changes"),
                "approved_fan_out_consumers", List.of("billing")));
    RuleEvent event = RuleEvent.of(record.getBytes(UTF_8), policy, DERIVED);

    assertThat(event.field("exposure.selectors.darkens"))
        .extracting(JsonNode::asText)
        .containsExactly("false");
    assertThat(RuleSet.compile(Catalogue.load(), policy).match(event)).isEmpty();
  }

  @Test
  void raisesNothingAtMediumOrAboveForDeniedCalls() throws Exception {
    RuleSet rules = RuleSet.compile(Catalogue.load(), Policy.defaults());
    Set<String> raised = new LinkedHashSet<>();
    for (String file : ruleFiles()) {
      for (Fixtures.Case fixture : fixtures(file).cases()) {
        ObjectNode denied = fixture.record().deepCopy().put("errorCode", "AccessDeniedException");
        rules
            .match(RuleEvent.of(denied.toString().getBytes(UTF_8), Policy.defaults(), DERIVED))
            .stream()
            .filter(rule -> rule.level().atLeast(Level.MEDIUM))
            .forEach(rule -> raised.add(rule.name()));
      }
    }

    assertThat(raised).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ruleFiles")
  void receivesEveryHitFromTheDecoder(String file) throws Exception {
    RuleSet rules = RuleSet.compile(List.of(rule(file)), fixtures(file).policy());

    assertThat(hits(file))
        .allSatisfy(
            hit ->
                assertThat(Rules.isCandidate(rules, hit.record().toString().getBytes(UTF_8)))
                    .as(hit.name())
                    .isTrue());
  }

  @Test
  void wantsOnlyPartiqlAmongDataEvents() throws RuleException {
    RuleSet rules = RuleSet.compile(Catalogue.load(), Policy.defaults());

    assertThat(EnumSet.range(Operation.SCAN, Operation.KINESIS_SUBSCRIBE_TO_SHARD))
        .filteredOn(call -> rules.wants(call.eventSource(), call.eventName(), false, true))
        .as("calls of which every success with its parameters meets a rule")
        .allMatch(Operation::isPartiql)
        .hasSize(3)
        .as("of which a program asks for items by their keys")
        .noneMatch(call -> rules.wants(lookup(call)));
  }

  private static RecordOutline lookup(Operation call) {
    return new RecordOutline(
        call.eventSource(), call.eventName(), false, true, false, false, "aws-sdk-java/2.42.1");
  }

  private static boolean isOf(CallPattern call, Fixtures.Case hit) {
    return call.matches(
        hit.record().path("eventSource").asText(), hit.record().path("eventName").asText());
  }

  /** The alternatives of a list; anything else is its own only branch. */
  private static List<? extends Expression> branches(Expression search) {
    Expression expression = search instanceof Expression.Named named ? named.expression() : search;
    return expression instanceof Expression.AtLeast some ? some.parts() : List.of(expression);
  }

  /** The condition if one of its searches never matched. */
  private static Expression without(String search, Expression expression) {
    if (expression instanceof Expression.Named named) {
      return named.name().equals(search) ? new Expression.AtLeast(1, List.of()) : named;
    }
    if (expression instanceof Expression.Not not) {
      return new Expression.Not(without(search, not.part()));
    }
    if (expression instanceof Expression.All all) {
      return new Expression.All(all.parts().stream().map(part -> without(search, part)).toList());
    }
    if (expression instanceof Expression.AtLeast some) {
      return new Expression.AtLeast(
          some.least(), some.parts().stream().map(part -> without(search, part)).toList());
    }
    throw new AssertionError("a condition holds " + expression);
  }

  private static RuleEvent event(Fixtures.Case fixture, Policy policy) throws RuleEventException {
    return RuleEvent.of(fixture.json(), policy, DERIVED);
  }

  private static List<Fixtures.Case> hits(String file) {
    return fixtures(file).cases().stream().filter(Fixtures.Case::hit).toList();
  }

  private static Fixtures fixtures(String file) {
    return FIXTURES.get(file);
  }

  private static Fixtures read(String file) {
    String name = Catalogue.fixturesOf(file);
    try {
      return Fixtures.read(name, Catalogue.text(name));
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  private static SigmaRule rule(String file) {
    return RULES.get(file);
  }

  private static List<String> ruleFiles() {
    return Catalogue.ruleFiles();
  }

  private static List<String> ordinaryRecords() throws IOException, URISyntaxException {
    return Files.readAllLines(
        Path.of(CatalogueTest.class.getResource("/rules/ordinary.jsonl").toURI()));
  }
}
