package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.cloudtrail.RecordOutline;
import io.exposuremonitor.detectors.cloudtrail.RuleInterest;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rules compiled against a policy and indexed by call, so that only rules that can match a record's
 * {@code eventSource} and {@code eventName} are evaluated. Thread-safe.
 */
public final class RuleSet implements RuleInterest {
  /** Maximum number of indexed calls; AWS has about twenty thousand. */
  private static final int MAX_INDEXED = 50_000;

  private record Compiled(SigmaRule rule, Matcher condition, Calls calls) {}

  /**
   * The index entry of a call.
   *
   * @param rules the rules that can match it
   * @param filters the conditions on its records, at least one of which must hold
   */
  private record Candidates(List<Compiled> rules, List<RecordFilter> filters) {
    boolean mayMatch(boolean failed, boolean parameters) {
      for (RecordFilter filter : filters) {
        if (filter.mayMatch(failed, parameters)) {
          return true;
        }
      }
      return false;
    }

    boolean mayMatch(RecordOutline record) {
      for (RecordFilter filter : filters) {
        if (filter.mayMatch(record)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A rule's condition on the records of a call. */
  private record RecordFilter(RecordPattern pattern, Glob userAgent) {
    static RecordFilter of(RecordPattern pattern) {
      return new RecordFilter(pattern, Glob.of(pattern.userAgent(), false));
    }

    boolean mayMatch(boolean failed, boolean parameters) {
      return (failed || !pattern.call().onlyFailed())
          && !(parameters && pattern.call().onlyWithoutParameters());
    }

    boolean mayMatch(RecordOutline record) {
      return mayMatch(record.failed(), record.parameters())
          && (record.fullScan() || !pattern.onlyFullScan())
          && (record.returnOnFailure() || !pattern.onlyReturnOnFailure())
          && (pattern.anyUserAgent()
              || record.userAgent() == null
              || userAgent.matches(record.userAgent()));
    }
  }

  private final List<SigmaRule> rules;
  private final List<Compiled> compiled;
  private final Map<String, Map<String, Candidates>> index = new ConcurrentHashMap<>();
  private final AtomicInteger indexed = new AtomicInteger();

  private RuleSet(List<Compiled> compiled) {
    this.compiled = List.copyOf(compiled);
    this.rules = compiled.stream().map(Compiled::rule).toList();
  }

  /**
   * Compiles rules, with the policy's lists in place of their placeholders. Rules that the policy
   * disables by finding id or rule name are checked but left out.
   *
   * @throws RuleException if placeholders are unknown, with a line for each rule, or if two rules
   *     share a name or id
   */
  public static RuleSet compile(List<SigmaRule> rules, Policy policy) throws RuleException {
    refuseShared(rules);
    Placeholders placeholders = Placeholders.of(policy);
    List<Compiled> compiled = new ArrayList<>();
    Mistakes mistakes = new Mistakes();
    for (SigmaRule rule : rules) {
      Expression condition = rule.detection().condition();
      Matcher matcher = mistakes.of(() -> condition.bind(placeholders));
      if (matcher != null && !isDisabled(rule, policy)) {
        compiled.add(new Compiled(rule, matcher, condition.calls()));
      }
    }
    mistakes.refuse();
    return new RuleSet(compiled);
  }

  /**
   * Checks that rules can be used together under any policy.
   *
   * @throws RuleException if two rules share a name or id
   */
  public static void refuseShared(List<SigmaRule> rules) throws RuleException {
    Map<String, SigmaRule> names = new HashMap<>();
    Map<String, SigmaRule> ids = new HashMap<>();
    for (SigmaRule rule : rules) {
      refuseTwice(names, "name", rule.name(), rule);
      if (!rule.id().isEmpty()) {
        refuseTwice(ids, "id", rule.id(), rule);
      }
    }
  }

  private static boolean isDisabled(SigmaRule rule, Policy policy) {
    return policy.stage(rule.finding(), rule.name()) == Policy.Stage.DISABLED;
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

  /**
   * True if some rule can match the call, given other properties known to the decoder. A hash
   * lookup once the call has been seen; it keeps the bulk of item reads and writes from being
   * parsed for rules that need few of them.
   *
   * @param failed true if it has an {@code errorCode}
   * @param parameters true if {@code requestParameters} is a map without the member {@code omitted}
   */
  @Override
  public boolean wants(String eventSource, String eventName, boolean failed, boolean parameters) {
    return candidates(eventSource, eventName).mayMatch(failed, parameters);
  }

  /** True if some rule can match the record, given all properties known to the decoder. */
  @Override
  public boolean wants(RecordOutline record) {
    return candidates(record.eventSource(), record.eventName()).mayMatch(record);
  }

  /**
   * The matching rules, in their order. A rule whose regular expression exceeds its step limit on
   * this record counts as matching, so that text crafted to be slow can't evade it.
   */
  public List<SigmaRule> match(RuleEvent event) {
    List<SigmaRule> matches = new ArrayList<>();
    for (Compiled candidate : candidates(event.eventSource(), event.eventName()).rules()) {
      if (matches(candidate, event)) {
        matches.add(candidate.rule());
      }
    }
    return matches;
  }

  private static boolean matches(Compiled candidate, RuleEvent event) {
    try {
      return candidate.condition().matches(event);
    } catch (UndecidedException e) {
      return true;
    }
  }

  /** All rules that are not disabled, in the given order. */
  public List<SigmaRule> rules() {
    return rules;
  }

  private Candidates candidates(String eventSource, String eventName) {
    Map<String, Candidates> names = index.get(eventSource);
    Candidates known = names == null ? null : names.get(eventName);
    return known == null ? index(eventSource, eventName) : known;
  }

  private Candidates index(String eventSource, String eventName) {
    List<Compiled> matching = new ArrayList<>();
    Set<RecordPattern> patterns = new LinkedHashSet<>();
    for (Compiled candidate : compiled) {
      List<RecordPattern> calls = candidate.calls().matching(eventSource, eventName).toList();
      if (!calls.isEmpty()) {
        matching.add(candidate);
        patterns.addAll(calls);
      }
    }
    Candidates found =
        new Candidates(List.copyOf(matching), patterns.stream().map(RecordFilter::of).toList());
    if (indexed.get() < MAX_INDEXED) {
      indexed.incrementAndGet();
      index.computeIfAbsent(eventSource, source -> new ConcurrentHashMap<>()).put(eventName, found);
    }
    return found;
  }
}
