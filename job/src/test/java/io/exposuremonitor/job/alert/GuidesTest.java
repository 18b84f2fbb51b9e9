package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.detection.FamilyGuide;
import io.exposuremonitor.detectors.detection.StatefulDetections;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.rule.Catalogue;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.detectors.rule.SigmaRule;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every detection links to instructions for the person on call. */
class GuidesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES = ROOT.resolve("detectors/src/main/java");
  private static final String INVESTIGATE = "how-to-investigate";
  private static final Pointers POINTERS =
      new Pointers(new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", ""));

  static Stream<SigmaRule> rules() throws RuleException {
    return Catalogue.load().stream();
  }

  static List<String> stateful() {
    return StatefulDetections.IDS;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void linksEachRuleToExistingGuide(SigmaRule rule) throws IOException {
    List<String> links = POINTERS.guides(incident(rule.finding(), rule.guide()));

    assertThat(links).hasSize(1);
    assertExists(links.get(0));
  }

  /** Shipped families, the one of rules without a family, and a user-defined one. */
  static Set<String> families() {
    Set<String> families = new TreeSet<>(Set.of("custom", "posture", "acme"));
    StatefulDetections.IDS.forEach(id -> families.add(id.replaceFirst("\\..*", "")));
    Catalogue.load().forEach(rule -> families.add(rule.finding().replaceFirst("\\..*", "")));
    return families;
  }

  @ParameterizedTest
  @MethodSource("families")
  void linksUserRulesOfEachFamilyToExistingSection(String family) throws IOException {
    String id = family + ".of-a-user";

    assertThat(POINTERS.guides(incident(id, ""))).containsExactly(FamilyGuide.of(id));
    assertExists(FamilyGuide.of(id));
  }

  @Test
  void ruleFamiliesHaveTheirOwnSections() {
    for (SigmaRule rule : Catalogue.load()) {
      String family = rule.finding().replaceFirst("\\..*", "");
      assertThat(FamilyGuide.of(rule.finding())).isEqualTo("docs/detections.md#" + family);
    }
  }

  private static Incident incident(String analytic, String guide) {
    Incident example = ExampleIncidents.incident("id", 1, Incident.Change.OPENED, Level.HIGH);
    IncidentStep any = example.timeline().get(0);
    IncidentStep step =
        new IncidentStep(
            any.finding(),
            analytic,
            any.title(),
            any.tactic(),
            any.level(),
            any.actor(),
            any.resource(),
            any.start(),
            any.end(),
            any.message(),
            guide,
            "");
    return new Incident(
        example.id(),
        1,
        example.change(),
        example.state(),
        example.time(),
        example.level(),
        example.risk(),
        example.start(),
        example.end(),
        example.summary(),
        example.actors(),
        example.resources(),
        example.accounts(),
        example.tactics(),
        example.sensitivity(),
        example.coveragePercent(),
        1,
        0,
        List.of(step),
        "",
        example.scope());
  }

  private static void assertExists(String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path file = ROOT.resolve(parts[0]);
    assertThat(file).as(link).isRegularFile();
    if (parts.length == 2) {
      assertThat(anchors(file)).as(link).contains(parts[1]);
    }
  }

  /** Anchors that GitHub derives from the headings. */
  private static List<String> anchors(Path file) throws IOException {
    return Pattern.compile("^#+ (.+)$", Pattern.MULTILINE)
        .matcher(Files.readString(file))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Each guide that a detector's code names explains how to investigate. */
  @Test
  void guidesNamedInCodeExplainHowToInvestigate() throws IOException {
    TreeSet<String> guides = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Pattern.compile("\"(docs/[^\"]+\\.md)\"")
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1))
            .forEach(guides::add);
      }
    }
    assertThat(guides).hasSizeGreaterThan(6);
    for (String guide : guides) {
      assertExists(guide + '#' + INVESTIGATE);
    }
  }

  @ParameterizedTest
  @MethodSource("stateful")
  void eachStatefulDetectionHasGuide(String id) throws IOException {
    List<Path> guides = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/detectors"))) {
      for (Path file : files.sorted().toList()) {
        boolean named = names(Files.readString(file)).contains(id);
        if (named && anchors(file).contains(INVESTIGATE)) {
          guides.add(file);
        }
      }
    }
    assertThat(guides).as(id).isNotEmpty();
  }

  /** What it can't see, how to tune it, and how large its state is. */
  @ParameterizedTest
  @ValueSource(strings = {"what-it-can(no|)t-see", "how-to-tune.*", "(cost|what-it-costs)"})
  void eachDetectorGuideHasRequiredSection(String heading) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/detectors"))) {
      for (Path file : files.sorted().toList()) {
        assertThat(anchors(file)).as(file.toString()).anyMatch(anchor -> anchor.matches(heading));
      }
    }
  }

  private static List<String> names(String text) {
    return Pattern.compile("`([a-z-]+\\.[a-z-]+)`")
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
