package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.cloudtrail.CloudTrailDecoder;
import io.exposuremonitor.detectors.cloudtrail.DecoderSink;
import io.exposuremonitor.detectors.cloudtrail.KeyHasher;
import io.exposuremonitor.detectors.cloudtrail.RawRecord;
import io.exposuremonitor.detectors.cloudtrail.SkipReason;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Short ways to write rules, records and policies in tests. */
final class Rules {
  private Rules() {}

  /** A rule with the given detection section, indented by two. */
  static String rule(String detection) {
    return """
        title: Test
        logsource:
          product: aws
          service: cloudtrail
        detection:
        """
        + detection.indent(2);
  }

  /** A rule with one search and the condition that it matches. */
  static String search(String search) {
    return rule("search:\n" + search.indent(2) + "condition: search\n");
  }

  /** A rule that compares one field. */
  static String field(String field) {
    return search(field);
  }

  static SigmaRule load(String yaml) {
    try {
      List<SigmaRule> rules = SigmaLoader.load("test.yml", yaml);
      return rules.get(0);
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  /** A record with the given members as JSON in addition to the call. */
  static String record(String members) {
    return "{\"eventSource\":\"dynamodb.amazonaws.com\",\"eventName\":\"Scan\","
        + "\"recipientAccountId\":\"111122223333\",\"awsRegion\":\"eu-central-1\","
        + "\"eventTime\":\"2026-03-02T09:14:07Z\""
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }

  static RuleEvent event(String json, Policy policy) {
    try {
      return RuleEvent.of(json.getBytes(UTF_8), policy);
    } catch (RuleEventException e) {
      throw new AssertionError(e);
    }
  }

  /** True when the rule matches a record with these members. */
  static boolean matches(String rule, String members) {
    return matches(rule, members, Policy.defaults());
  }

  static boolean matches(String rule, String members, Policy policy) {
    try {
      RuleSet rules = RuleSet.compile(SigmaLoader.load("test.yml", rule), policy);
      return !rules.match(event(record(members), policy)).isEmpty();
    } catch (RuleException e) {
      throw new AssertionError(e);
    }
  }

  /** True if a decoder passes a record on to these rules. */
  static boolean isCandidate(RuleSet rules, byte[] record) {
    AtomicBoolean candidate = new AtomicBoolean();
    DecoderSink sink =
        new DecoderSink() {
          @Override
          public void activity(Activity activity) {}

          @Override
          public void candidate(RawRecord passedOn) {
            candidate.set(true);
          }

          @Override
          public void itemChange(byte[] bytes, int from, int to, String place) {}

          @Override
          public void skipped(SkipReason reason, String detail) {}
        };
    new CloudTrailDecoder(KeyHasher.of(new byte[] {1}), StatementAnalyser::analyse, rules)
        .decode(record, 0, record.length, sink);
    return candidate.get();
  }

  static Policy policy(Map<String, List<String>> lists) {
    return FixturePolicy.of(lists);
  }

  /** The first value of a derived field as text, or {@code missing}. */
  static String derived(String name, String members, Policy policy) {
    List<String> values =
        event(record(members), policy).field(name).stream().map(v -> v.asText()).toList();
    return values.isEmpty() ? "missing" : String.join(",", values);
  }
}
