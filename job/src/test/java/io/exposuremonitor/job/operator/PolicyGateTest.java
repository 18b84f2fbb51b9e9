package io.exposuremonitor.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.watch.FileReading;
import io.exposuremonitor.connectors.watch.Reading;
import io.exposuremonitor.connectors.watch.Reading.Content;
import io.exposuremonitor.connectors.watch.WatchedFile;
import io.exposuremonitor.detectors.blindspot.PolicyRefusal;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.text.YamlSafety;
import io.exposuremonitor.job.element.PolicyTexts;
import io.exposuremonitor.job.element.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyGateTest {
  private static final String START = "version: 1\n";
  private static final String CHANGED = "version: 1\nfindings: {minimumLevel: high}\n";
  private static final String INVALID = "version: 1\nfindings: {minimumLevel: huge}\n";
  private static final String RULE =
      """
      title: Own rule
      logsource: {product: aws, service: cloudtrail}
      detection:
        call: {eventSource: sns.amazonaws.com, eventName: Publish, a|expand: '%own_list%'}
        condition: call
      """;
  private static final MonitorSettings SETTINGS =
      new MonitorSettings(
          new TextFile("policy.yml", START),
          List.of(),
          List.of(),
          Episodes.Reporting.LIFE_CYCLE,
          List.of());

  private final List<PolicyRefusal> refusals = new ArrayList<>();
  private final List<Boolean> repeats = new ArrayList<>();
  private final PolicyGate gate =
      new PolicyGate(
          SETTINGS,
          true,
          SETTINGS.texts(1),
          (refusal, repeated) -> {
            refusals.add(refusal);
            repeats.add(repeated);
          });

  @Test
  void appliesChangeReadTwice() {
    assertThat(offer(START, 10)).isNull();
    assertThat(offer(CHANGED, 20)).isNull();

    PolicyTexts changed = offer(CHANGED, 30);

    assertThat(changed).isNotNull().isSameAs(gate.inForce());
    assertThat(changed.version()).isNotEqualTo(SETTINGS.version()).hasSize(12);
    assertThat(changed.readAt()).isEqualTo(30);
    assertThat(offer(CHANGED, 40)).isNull();
    assertThat(refusals).isEmpty();
  }

  @Test
  void ignoresPartiallyWrittenFile() {
    assertThat(offer("", 10)).isNull();
    assertThat(offer(CHANGED, 20)).isNull();
    assertThat(offer(CHANGED, 30)).isNotNull();
    assertThat(refusals).isEmpty();
  }

  @Test
  void rejectsInvalidPolicyOnceAndRemindsHourly() {
    assertThat(offer(INVALID, 10)).isNull();
    assertThat(offer(INVALID, 20)).isNull();
    assertThat(offer(INVALID, 30)).isNull();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0).line()).isEqualTo(2);
    assertThat(refusals.get(0).reason()).startsWith("findings.minimumLevel: must be one of");
    assertThat(refusals.get(0).inForce()).isEqualTo(SETTINGS.version());
    assertThat(gate.inForce()).isEqualTo(SETTINGS.texts(1));

    offer(INVALID, 20 + PolicyGate.REPEAT.toMillis());

    assertThat(repeats).containsExactly(false, true);
  }

  @Test
  void acceptsPolicyOnceMistakeIsFixed() {
    offer(INVALID, 10);
    offer(INVALID, 20);
    assertThat(offer(CHANGED, 30)).isNull();
    assertThat(offer(CHANGED, 40)).isNotNull();
    offer(INVALID, 50);
    offer(INVALID, 60);
    assertThat(repeats).containsExactly(false, false);
  }

  @Test
  void revertingToPolicyInForceChangesNothing() {
    offer(INVALID, 10);
    offer(INVALID, 20);
    assertThat(offer(START, 30)).isNull();
    assertThat(offer(START, 40)).isNull();
    offer(INVALID, 50);
    offer(INVALID, 60);
    assertThat(repeats).as("rejected anew").containsExactly(false, false);
  }

  @Test
  void rejectsEmptyPolicy() {
    offer(" \n", 10);
    offer(" \n", 20);
    assertThat(refusals).extracting(PolicyRefusal::reason).containsExactly("it is empty");
  }

  @Test
  void appliesPolicyAndRulesTogether() {
    offer(START, 10, RULE);
    assertThat(offer(START, 20, RULE)).isNull();
    assertThat(refusals).extracting(PolicyRefusal::file).containsExactly("rules/0.yml");

    String list = START + "placeholders: {own_list: [x]}\n";
    offer(list, 30, RULE);
    PolicyTexts changed = offer(list, 40, RULE);

    assertThat(changed).isNotNull();
    assertThat(changed.rules()).extracting(TextFile::text).containsExactly(RULE);
    offer(list, 50);
    PolicyTexts removed = offer(list, 60);
    assertThat(removed).isNotNull();
    assertThat(removed.rules()).isEmpty();
  }

  @Test
  void reportsOnlyPersistentReadFailures() {
    Reading failed = new Reading(List.of(), "s3://bucket/policy.yml", "AccessDenied");
    for (int i = 0; i < PolicyGate.PATIENCE; i++) {
      gate.offer(failed, i);
    }
    offer(START, 10);
    for (int i = 0; i < PolicyGate.PATIENCE; i++) {
      gate.offer(failed, 20 + i);
    }
    assertThat(refusals).isEmpty();

    gate.offer(failed, 30);
    gate.offer(failed, 40);

    assertThat(refusals)
        .containsExactly(
            PolicyRefusal.unreadable("s3://bucket/policy.yml", "AccessDenied", SETTINGS.version()));
  }

  @Test
  void keepsPolicyWhenOnlyRulesAreWatched() {
    PolicyGate rulesOnly =
        new PolicyGate(SETTINGS, false, SETTINGS.texts(1), (refusal, repeated) -> {});
    String rule = RULE.replace("'%own_list%'", "x").replace("|expand", "");
    Reading reading =
        new Reading(List.of(new Content(List.of(new WatchedFile("rules/0.yml", rule)))), "", "");
    rulesOnly.offer(reading, 10);
    PolicyTexts changed = rulesOnly.offer(reading, 20);

    assertThat(changed).isNotNull();
    assertThat(changed.policy()).isEqualTo(SETTINGS.policy());
    assertThat(changed.rules()).extracting(TextFile::text).containsExactly(rule);
  }

  @Test
  void remindsHourlyOfReadFailureAndReportsAnotherOneAtOnce() {
    long hour = PolicyGate.REPEAT.toMillis();
    long now = 1_764_158_400_000L;
    Reading denied = new Reading(List.of(), "s3://bucket/policy.yml", "AccessDenied");
    Reading missing = new Reading(List.of(), "s3://bucket/policy.yml", "NoSuchKey");
    for (int i = 0; i < 10; i++) {
      gate.offer(denied, now + i);
    }
    assertThat(repeats).containsExactly(false);
    gate.offer(denied, now + PolicyGate.PATIENCE + hour - 1);
    assertThat(repeats).containsExactly(false);
    gate.offer(denied, now + PolicyGate.PATIENCE + hour);
    gate.offer(missing, now + PolicyGate.PATIENCE + hour + 1);
    assertThat(repeats).containsExactly(false, true, false);
  }

  @Test
  void parserTakesWhateverIsRead() {
    assertThat(YamlSafety.MAX_CHARACTERS).isEqualTo(FileReading.MAX_CHARACTERS);
  }

  @Test
  void versionDependsOnContentAlone() {
    TextFile here = new TextFile("/etc/policy.yml", CHANGED);
    TextFile there = new TextFile("s3://bucket/policy.yml", CHANGED);
    assertThat(MonitorSettings.version(here, List.of()))
        .isEqualTo(MonitorSettings.version(there, List.of()))
        .isNotEqualTo(MonitorSettings.version(here, List.of(here)));
    assertThat(MonitorSettings.version(null, List.of())).isEqualTo("defaults");
  }

  private @Nullable PolicyTexts offer(String policy, long now, String... rules) {
    List<WatchedFile> files =
        IntStream.range(0, rules.length)
            .mapToObj(i -> new WatchedFile("rules/" + i + ".yml", rules[i]))
            .toList();
    return gate.offer(
        new Reading(
            List.of(
                new Content(List.of(new WatchedFile("policy.yml", policy))), new Content(files)),
            "",
            ""),
        now);
  }
}
