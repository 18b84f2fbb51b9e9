package io.exposuremonitor.detectors.rule;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The metadata of the shipped rules: complete according to the Sigma rules specification 2.x, so
 * that other tools can read them, and consistent with docs/detections.md.
 */
class CatalogueMetadataTest {
  /** Sigma's own keys that the catalogue uses, and the three that this engine adds. */
  private static final Set<String> KEYS =
      Set.of(
          "title",
          "id",
          "name",
          "finding",
          "status",
          "description",
          "references",
          "author",
          "date",
          "tags",
          "logsource",
          "detection",
          "falsepositives",
          "level",
          "fields",
          "details",
          "resource");

  /**
   * For derived fields that only say yes or no, the fields they are derived from. Other such
   * fields, such as {@code exposure.failed}, repeat something that the record contains.
   */
  private static final Map<String, String> TELLING =
      Map.of(
          "exposure.destination.foreign", "exposure.destination.account",
          "exposure.grants.public", "exposure.grants.untrusted",
          "exposure.grants.replication", "exposure.grants.foreign",
          "exposure.kms.foreignGrantee", "exposure.foreignAccounts",
          "exposure.selectors.darkens", "exposure.selectors.dark");

  /** Derived lists of principals and places: a finding must contain what a rule matches in them. */
  private static final Set<String> LISTS =
      Set.of(
          "exposure.accessList.others",
          "exposure.delivery.foreignFunctions",
          "exposure.delivery.unapprovedBuckets",
          "exposure.delivery.unapprovedFunctions",
          "exposure.destination.account",
          "exposure.foreignAccounts",
          "exposure.grants.foreign",
          "exposure.grants.untrusted",
          "exposure.newRegions",
          "exposure.selectors.darkReaders",
          "exposure.selectors.leftOut");

  private static final Set<String> TACTICS =
      Set.of(
          "attack.collection",
          "attack.defense-evasion",
          "attack.execution",
          "attack.exfiltration",
          "attack.impact",
          "attack.persistence",
          "attack.privilege-escalation");

  /** ATT&amp;CK v18. */
  private static final Set<String> TECHNIQUES =
      Set.of(
          "T1020",
          "T1074.002",
          "T1098",
          "T1213.006",
          "T1485",
          "T1490",
          "T1530",
          "T1537",
          "T1546",
          "T1562.001",
          "T1562.008",
          "T1567.002",
          "T1648");

  /** Policy documents and similar long texts, which an analyst can't grasp at a glance. */
  private static final Set<String> TEXTS =
      Set.of(
          "policy",
          "resourcepolicy",
          "bucketpolicy",
          "policydocument",
          "inlinepolicy",
          "requestparameters");

  /** Calls that are data events; DescribeStream is not one. */
  private static final Set<Operation> DATA =
      Stream.of(Operation.values())
          .filter(operation -> !operation.isLook() && !operation.isRestore())
          .filter(
              operation ->
                  operation != Operation.EXPORT_TABLE
                      && operation != Operation.UPDATE_CONTINUOUS_BACKUPS
                      && operation != Operation.CREATE_BACKUP
                      && operation != Operation.START_BACKUP_JOB
                      && operation != Operation.ENABLE_KINESIS_DESTINATION)
          .collect(Collectors.toSet());

  private static final Map<String, SigmaRule> RULES =
      Catalogue.load().stream().collect(toMap(SigmaRule::file, rule -> rule));

  private static final Pattern DERIVED = Pattern.compile("exposure\\.[A-Za-z.]+");

  private static final Path DOCUMENTATION = Path.of("..", "docs", "detections.md");

  @ParameterizedTest
  @MethodSource("files")
  void hasTheMetadataThatSigmaRequires(String file) {
    Map<String, Object> yaml = yaml(file);
    SigmaRule rule = rule(file);

    assertThat(KEYS).as("keys of " + file).containsAll(yaml.keySet());
    assertThat(rule.title()).hasSizeBetween(10, 256).doesNotEndWith(".");
    assertThat(rule.description()).hasSizeBetween(80, 2_000);
    assertThat(rule.status()).isEqualTo("test");
    assertThat(rule.author()).isNotBlank();
    assertThat(LocalDate.parse(rule.date())).isBetween("2026-01-01", "2100-01-01");
    assertThat(UUID.fromString(rule.id()))
        .hasToString(rule.id())
        .extracting(UUID::version, UUID::variant)
        .containsExactly(4, 2);
    assertThat(yaml).extractingByKey("level").isEqualTo(word(rule));
  }

  /** The requirements of the specification's JSON schema for the keys that the catalogue uses. */
  @ParameterizedTest
  @MethodSource("files")
  void conformsToTheSigmaSchema(String file) {
    Map<String, Object> yaml = yaml(file);

    for (String text :
        List.of("title", "id", "name", "status", "description", "author", "date", "level")) {
      assertThat(yaml.get(text)).as(text).isInstanceOf(String.class);
    }
    assertThat((String) yaml.get("name")).hasSizeBetween(1, 256);
    assertThat((String) yaml.get("date")).matches("\\d{4}-(0[1-9]|1[012])-([012]\\d|3[01])");
    assertThat(yaml.get("level")).isIn("informational", "low", "medium", "high", "critical");
    for (String list : List.of("references", "tags", "fields", "falsepositives")) {
      assertThat(texts(yaml.get(list))).as(list).doesNotHaveDuplicates();
      assertThat(texts(yaml.get(list))).as(list).allMatch(text -> text.length() >= 2);
    }
    assertThat(texts(yaml.get("tags"))).allMatch(tag -> tag.matches("[a-z0-9_-]+\\.[a-z0-9._-]+"));
    assertThat((Map<?, ?>) yaml.get("logsource"))
        .allSatisfy((key, value) -> assertThat(value).isInstanceOf(String.class));
    assertThat(Set.of("category", "product", "service", "definition"))
        .containsAll(keys(yaml.get("logsource")));
    Map<?, ?> detection = (Map<?, ?>) yaml.get("detection");
    assertThat(detection.get("condition")).isInstanceOf(String.class);
    assertThat(detection.values())
        .allMatch(v -> v instanceof String || v instanceof List || v instanceof Map);
  }

  private static List<String> keys(Object map) {
    return ((Map<?, ?>) map).keySet().stream().map(String.class::cast).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void listsReferencesAndFalsePositives(String file) {
    SigmaRule rule = rule(file);

    assertThat(rule.references())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(reference -> reference.startsWith("https://"));
    assertThat(rule.falsePositives())
        .isNotEmpty()
        .allMatch(text -> text.length() > 15 && text.endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isTaggedByKnownTacticsAndTechniques(String file) {
    SigmaRule rule = rule(file);
    Set<String> tags = new TreeSet<>(texts(yaml(file).get("tags")));
    rule.techniques().forEach(id -> tags.remove("attack." + lower(id)));

    assertThat(TACTICS).as("tactics").containsAll(tags);
    assertThat(tags).isNotEmpty();
    assertThat(TECHNIQUES).containsAll(rule.techniques());
  }

  @ParameterizedTest
  @MethodSource("files")
  void excludesItemValuesFromItsEvidence(String file) {
    assertThat(rule(file).fields())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .noneMatch(PrivateFields::leadsToValues)
        .noneMatch(field -> TEXTS.contains(last(field)));
  }

  /**
   * All four can be about one table. They share level and magnitude, so the message that sorts
   * first leads the episode, and a message begins with its rule's title.
   */
  @Test
  void tableDeletedSortsFirstAmongRecoveryRemovedRules() {
    List<SigmaRule> rules =
        Stream.of("table", "point-in-time", "deletion-protection", "backup")
            .map(name -> named("destruction.recovery-removed." + name))
            .toList();

    assertThat(rules).extracting(SigmaRule::finding).containsOnly("destruction.recovery-removed");
    assertThat(rules).extracting(SigmaRule::level).containsOnly(rules.get(0).level());
    assertThat(rules.stream().map(rule -> rule.title() + ": ").sorted())
        .first()
        .isEqualTo("Table deleted: ");
  }

  private static SigmaRule named(String name) {
    return Catalogue.load().stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The reader of an alert must learn which principals and places a rule found. */
  @ParameterizedTest
  @MethodSource("files")
  void reportsThePrincipalsAndPlacesItMatched(String file) {
    SigmaRule rule = rule(file);
    Map<?, ?> detection = (Map<?, ?>) yaml(file).get("detection");
    Set<String> asked = new TreeSet<>();
    detection.forEach(
        (name, search) -> {
          if (!rule.exclusions().contains((String) name)) {
            DERIVED
                .matcher(search.toString())
                .results()
                .map(MatchResult::group)
                .map(field -> TELLING.getOrDefault(field, field))
                .filter(field -> LISTS.contains(field) || TELLING.containsValue(field))
                .forEach(asked::add);
          }
        });

    assertThat(rule.fields()).containsAll(asked);
  }

  @ParameterizedTest
  @MethodSource("files")
  void includesDetailsOfItsMessageInItsEvidence(String file) {
    SigmaRule rule = rule(file);

    assertThat(rule.details())
        .allSatisfy(detail -> assertThat(rule.fields()).containsAll(detail.fields()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isNamedAfterItsFamilyAndFinding(String file) {
    SigmaRule rule = rule(file);
    String family = file.substring(0, file.indexOf('/'));

    assertThat(rule.finding()).startsWith(family + ".");
    assertThat(rule.name())
        .satisfiesAnyOf(
            name -> assertThat(name).isEqualTo(rule.finding()),
            name -> assertThat(name).startsWith(rule.finding() + "."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void declaresDataEventsExactlyIfItMatchesItemCalls(String file) {
    Map<?, ?> logsource = (Map<?, ?>) yaml(file).get("logsource");
    boolean readsItems =
        rule(file).calls().stream()
            .anyMatch(
                call -> DATA.stream().anyMatch(o -> call.matches(o.eventSource(), o.eventName())));

    assertThat(logsource.get("product")).isEqualTo("aws");
    assertThat(logsource.get("service")).isEqualTo("cloudtrail");
    assertThat(((String) logsource.get("definition")).contains("Data events"))
        .isEqualTo(readsItems);
  }

  @Test
  void namesAndIdsAreUnique() {
    List<SigmaRule> rules = Catalogue.load();

    assertThat(rules).extracting(SigmaRule::name).doesNotHaveDuplicates();
    assertThat(rules).extracting(SigmaRule::id).doesNotHaveDuplicates();
    assertThat(rules).hasSameSizeAs(Catalogue.ruleFiles());
  }

  @Test
  void documentationHasOneRowForEachRule() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String file : Catalogue.ruleFiles()) {
      rows.add(documented(file));
    }

    List<String> documented =
        Files.readAllLines(DOCUMENTATION).stream().filter(line -> line.startsWith("| [")).toList();

    assertThat(documented).hasSameSizeAs(rows);
    assertThat(documented)
        .as("name, title and level of each row")
        .allMatch(line -> rows.stream().anyMatch(line::startsWith));
  }

  @ParameterizedTest
  @MethodSource("files")
  void documentationNamesEveryCallThatTheRuleNeeds(String file) throws Exception {
    SigmaRule rule = rule(file);
    String row =
        Files.readAllLines(DOCUMENTATION).stream()
            .filter(line -> line.startsWith("| [`" + rule.name() + "`]"))
            .collect(joining());

    assertThat(rule.calls()).isNotEmpty();
    assertThat(rule.calls())
        .allMatch(call -> lower(row).contains("`" + lower(call.eventName()) + "`"));
    assertThat(row).contains(String.join(" ", rule.falsePositives()));
  }

  private static String documented(String file) {
    SigmaRule rule = rule(file);
    String finding =
        rule.finding().equals(rule.name()) ? "" : "<br>finding `" + rule.finding() + "`";
    return "| [`%s`](../detectors/src/main/resources/rules/%s)%s | %s | %s |"
        .formatted(rule.name(), file, finding, rule.title(), word(rule));
  }

  private static List<String> files() {
    return Catalogue.ruleFiles();
  }

  private static SigmaRule rule(String file) {
    return RULES.get(file);
  }

  private static String word(SigmaRule rule) {
    return lower(rule.level().name());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String last(String field) {
    return lower(field.substring(field.lastIndexOf('.') + 1));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String file) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return (Map<String, Object>) new Load(settings).loadFromString(Catalogue.text(file));
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }
}
