package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;

/** Copies a {@link Finding} with some components replaced. */
public final class FindingBuilder {
  private String uid;
  private Phase phase;
  private Analytic analytic;
  private Level level;
  private Signal.Confidence confidence;
  private Actor actor;
  private String resource;
  private String account;
  private String region;
  private long time;
  private long start;
  private long end;
  private String message;
  private Evidence evidence;
  private boolean dryRun;

  FindingBuilder(Finding from) {
    uid = from.uid();
    phase = from.phase();
    analytic = from.analytic();
    level = from.level();
    confidence = from.confidence();
    actor = from.actor();
    resource = from.resource();
    account = from.account();
    region = from.region();
    time = from.time();
    start = from.start();
    end = from.end();
    message = from.message();
    evidence = from.evidence();
    dryRun = from.dryRun();
  }

  public FindingBuilder uid(String changed) {
    uid = changed;
    return this;
  }

  public FindingBuilder phase(Phase changed) {
    phase = changed;
    return this;
  }

  public FindingBuilder analytic(Analytic changed) {
    analytic = changed;
    return this;
  }

  public FindingBuilder level(Level changed) {
    level = changed;
    return this;
  }

  public FindingBuilder confidence(Signal.Confidence changed) {
    confidence = changed;
    return this;
  }

  public FindingBuilder actor(Actor changed) {
    actor = changed;
    return this;
  }

  public FindingBuilder resource(String changed) {
    resource = changed;
    return this;
  }

  public FindingBuilder account(String changed) {
    account = changed;
    return this;
  }

  public FindingBuilder region(String changed) {
    region = changed;
    return this;
  }

  public FindingBuilder time(long changed) {
    time = changed;
    return this;
  }

  public FindingBuilder start(long changed) {
    start = changed;
    return this;
  }

  public FindingBuilder end(long changed) {
    end = changed;
    return this;
  }

  public FindingBuilder message(String changed) {
    message = changed;
    return this;
  }

  public FindingBuilder evidence(Evidence changed) {
    evidence = changed;
    return this;
  }

  public FindingBuilder dryRun(boolean changed) {
    dryRun = changed;
    return this;
  }

  public Finding build() {
    return new Finding(
        uid,
        phase,
        analytic,
        level,
        confidence,
        actor,
        resource,
        account,
        region,
        time,
        start,
        end,
        message,
        evidence,
        dryRun);
  }
}
