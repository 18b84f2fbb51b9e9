package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One call in the notation of the tests. */
public record Act(
    Operation operation,
    Actor actor,
    String resource,
    long time,
    String errorCode,
    String region,
    Origin origin,
    long... keys) {
  /** When the observation begins. */
  public static final long START = 1_763_769_600_000L;

  /** A slot of the memory. */
  public static final long SLOT = 15 * 60_000L;

  /** A day. */
  public static final long DAY = 96 * SLOT;

  /** A person. */
  public static final Actor ALICE =
      new Actor(Actor.Kind.USER, "arn:aws:iam::111122223333:user/alice", "111122223333");

  /** A program. */
  public static final Actor ROLE =
      new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/ops", "111122223333");

  /** A service. */
  public static final Actor SERVICE =
      new Actor(Actor.Kind.SERVICE, "backup.amazonaws.com", "111122223333");

  private static final Origin ORIGIN =
      new Origin("192.0.2.7", "Boto3/1.34 md/x", "AKIDEXAMPLE", "s", "", "", false);

  /** A call by Alice on the table orders at the start. */
  public static Act of(Operation operation) {
    return new Act(operation, ALICE, table("orders"), START, "", "eu-west-1", ORIGIN);
  }

  public static String table(String name) {
    return "arn:aws:dynamodb:eu-west-1:111122223333:table/" + name;
  }

  /** The time that is the given duration, such as {@code P7DT1H}, after the start. */
  public static long after(String duration) {
    return START + Duration.parse(duration).toMillis();
  }

  public Act by(Actor other) {
    return new Act(operation, other, resource, time, errorCode, region, origin, keys);
  }

  public Act on(String table) {
    String arn = table.isEmpty() || table.startsWith("arn:") ? table : table(table);
    return new Act(operation, actor, arn, time, errorCode, region, origin, keys);
  }

  public Act at(long other) {
    return new Act(operation, actor, resource, other, errorCode, region, origin, keys);
  }

  public Act at(String duration) {
    return at(after(duration));
  }

  public Act refused() {
    return failing("AccessDeniedException");
  }

  public Act failing(String code) {
    return new Act(operation, actor, resource, time, code, region, origin, keys);
  }

  public Act in(String other) {
    return new Act(operation, actor, resource, time, errorCode, other, origin, keys);
  }

  public Act from(String sourceIp) {
    return with(
        new Origin(
            sourceIp, origin.userAgent(), "AKIDEXAMPLE", "s", "", origin.invokedBy(), false));
  }

  public Act through(String endpoint) {
    return with(
        new Origin(origin.sourceIp(), origin.userAgent(), "AKIDEXAMPLE", "s", endpoint, "", false));
  }

  public Act using(String userAgent) {
    return with(
        new Origin(
            origin.sourceIp(), userAgent, "AKIDEXAMPLE", "s", origin.vpcEndpointId(), "", false));
  }

  public Act inBrowser() {
    return with(new Origin(origin.sourceIp(), "Mozilla/5.0", "AKIDEXAMPLE", "s", "", "", true));
  }

  public Act invokedBy(String service) {
    return with(new Origin(service, service, "AKIDEXAMPLE", "s", "", service, false));
  }

  public Act keys(long... others) {
    return new Act(operation, actor, resource, time, errorCode, region, origin, others);
  }

  private Act with(Origin other) {
    return new Act(operation, actor, resource, time, errorCode, region, other, keys);
  }

  /** The decoded call; its id is a function of all its properties. */
  public Activity activity() {
    return activity(false, List.of());
  }

  /** The decoded call if it only counts items. */
  public Activity counting() {
    return activity(true, List.of());
  }

  /** The decoded call if it runs PartiQL statements. */
  public Activity running(String... statements) {
    return activity(false, Stream.of(statements).map(StatementAnalyser::analyse).toList());
  }

  private Activity activity(boolean countOnly, List<Statement> statements) {
    return new Activity(
        operation
            + " "
            + actor.id()
            + resource
            + region
            + time
            + errorCode
            + keys.length
            + (keys.length > 0 ? keys[0] : ""),
        false,
        time,
        operation,
        actor,
        origin,
        "111122223333",
        region,
        resource,
        "",
        errorCode,
        0,
        -1,
        0,
        countOnly,
        false,
        keys,
        statements);
  }

  /** All of them. */
  public static List<Activity> activities(List<Act> acts) {
    return acts.stream().map(Act::activity).toList();
  }

  /** A detector of sightings, keyed by actor. */
  public static <S> KeyedRun<S> byActor(Detector<S, Sighting> detector, Policy policy) {
    return new KeyedRun<>(ofBundles(detector), bundle -> bundle.actor().id(), policy);
  }

  /** A detector of sightings, keyed by actor and table. */
  public static <S> KeyedRun<S> byTable(Detector<S, Sighting> detector, Policy policy) {
    return new KeyedRun<>(
        ofBundles(detector), bundle -> bundle.actor().id() + ' ' + bundle.resource(), policy);
  }

  /** The sightings of bundles, none of which is held back. */
  private static <S> Detector<S, ActivityBundle> ofBundles(Detector<S, Sighting> detector) {
    return new Detector<>() {
      @Override
      public S on(S state, ActivityBundle bundle, DetectorContext context) {
        AtomicReference<S> latest = new AtomicReference<>(state);
        Consumer<Sighting> update = seen -> latest.set(detector.on(latest.get(), seen, context));
        new Sighter(Policy.defaults().findings().lateness()).on(bundle, update, update);
        return latest.get();
      }

      @Override
      public S onTime(S state, long time, DetectorContext context) {
        return detector.onTime(state, time, context);
      }
    };
  }
}
