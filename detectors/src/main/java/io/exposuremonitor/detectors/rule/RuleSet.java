package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.rule.Detection.CompiledDetection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rules, compiled against a policy and indexed by call, so that a record meets only the rules that
 * can match its {@code eventSource} and {@code eventName}. Thread-safe.
 */
public final class RuleSet {
  /** AWS has some twenty thousand calls; beyond so many names the index is not extended. */
  private static final int MAX_INDEXED = 50_000;

  private record Compiled(SigmaRule rule, CompiledDetection detection, Calls calls) {}

  private final List<SigmaRule> rules;
  private final List<Compiled> compiled;
  private final Map<String, Map<String, List<Compiled>>> index = new ConcurrentHashMap<>();
  private final AtomicInteger indexed = new AtomicInteger();

  private RuleSet(List<Compiled> compiled) {
    this.compiled = List.copyOf(compiled);
    this.rules = compiled.stream().map(Compiled::rule).toList();
  }

  /**
   * Compiles rules, with the policy's lists in the place of their placeholders.
   *
   * @throws RuleException for a placeholder that the policy doesn't know, and for a name or id that
   *     two rules share
   */
  public static RuleSet compile(List<SigmaRule> rules, Policy policy) throws RuleException {
    Placeholders placeholders = Placeholders.of(policy);
    Map<String, SigmaRule> names = new HashMap<>();
    Map<String, SigmaRule> ids = new HashMap<>();
    List<Compiled> compiled = new ArrayList<>();
    for (SigmaRule rule : rules) {
      refuseTwice(names, "name", rule.name(), rule);
      if (!rule.id().isEmpty()) {
        refuseTwice(ids, "id", rule.id(), rule);
      }
      Detection detection = rule.detection();
      compiled.add(new Compiled(rule, detection.bind(placeholders), detection.condition().calls()));
    }
    return new RuleSet(compiled);
  }

  private static void refuseTwice(
      Map<String, SigmaRule> seen, String what, String value, SigmaRule rule) throws RuleException {
    SigmaRule other = seen.put(value, rule);
    if (other != null) {
      throw new RuleException(
          rule.file(),
          rule.line(),
          1,
          what + " '" + value + "' is taken by " + other.file() + ":" + other.line());
    }
  }

  /** True when some rule can match the call. A hash lookup once the call has been seen. */
  public boolean wants(String eventSource, String eventName) {
    return !rulesFor(eventSource, eventName).isEmpty();
  }

  /** The rules that match, in their order. */
  public List<SigmaRule> match(RuleEvent event) {
    List<SigmaRule> matches = new ArrayList<>();
    for (Compiled candidate : rulesFor(event.eventSource(), event.eventName())) {
      if (candidate.detection().condition().matches(event)) {
        matches.add(candidate.rule());
      }
    }
    return matches;
  }

  /** Every rule, in the order given. */
  public List<SigmaRule> rules() {
    return rules;
  }

  private List<Compiled> rulesFor(String eventSource, String eventName) {
    Map<String, List<Compiled>> names = index.get(eventSource);
    List<Compiled> known = names == null ? null : names.get(eventName);
    return known == null ? index(eventSource, eventName) : known;
  }

  private List<Compiled> index(String eventSource, String eventName) {
    List<Compiled> found =
        compiled.stream()
            .filter(candidate -> candidate.calls().contains(eventSource, eventName))
            .toList();
    if (indexed.get() < MAX_INDEXED) {
      indexed.incrementAndGet();
      index.computeIfAbsent(eventSource, source -> new ConcurrentHashMap<>()).put(eventName, found);
    }
    return found;
  }
}
