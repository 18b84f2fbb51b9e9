package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.AlertService;
import io.exposuremonitor.connectors.alert.Outbox;
import io.exposuremonitor.connectors.alert.OutboxEntry;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.job.engine.Checkpoints;
import io.exposuremonitor.job.engine.DeliveryDriver;
import io.exposuremonitor.job.operator.ListStates;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyOperator;
import io.exposuremonitor.job.sample.Counted;
import io.exposuremonitor.job.settings.RouteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Flink operator around {@link AlertRouter} and {@link Outbox}: takes incidents and sends alerts
 * over HTTP. It runs with parallelism 1. No call blocks the task; replies are polled a few times a
 * second. When the input ends, the task ends once every letter was accepted or finally refused.
 */
final class AlertOperator extends PolicyOperator<Incident, Incident> {
  private static final long serialVersionUID = 1L;

  private final List<RouteSettings> routes;
  private final Bodies bodies;
  private final SerializableFunction<RouteSettings, AlertService> opening;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient ListState<OutboxEntry> outboxState;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<Budget> budgetState;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<ChargedIncident> chargedState;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<HeldIncident> heldState;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<ReportedVersion> versionState;

  /** When the checkpoint was taken, epoch milliseconds. */
  @SuppressWarnings("NullAway.Init")
  private transient ListState<Long> timeState;

  private transient @Nullable Map<String, AlertService> services;
  private transient Outbox outbox;
  private transient AlertRouter router;
  private transient ChangeNotifier changes;
  private transient DeliveryDriver driver;
  private transient Counted counted;

  /**
   * @param opening opens a route's service; called in the task
   */
  AlertOperator(
      List<RouteSettings> routes,
      MonitorSettings monitor,
      Bodies bodies,
      SerializableFunction<RouteSettings, AlertService> opening) {
    super(monitor);
    this.opening = opening;
    this.routes = new ArrayList<>(routes);
    this.bodies = bodies;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    outboxState = ListStates.open(context, "outbox", AlertTypes.OUTBOX_ENTRY);
    budgetState = ListStates.open(context, "budgets", AlertTypes.BUDGET);
    chargedState = ListStates.open(context, "charged-incidents", AlertTypes.CHARGED_INCIDENT);
    heldState = ListStates.open(context, "held-incidents", AlertTypes.HELD_INCIDENT);
    versionState = ListStates.open(context, "versions", AlertTypes.REPORTED_VERSION);
    timeState = ListStates.open(context, "taken", Types.LONG);
  }

  @Override
  public void open() throws Exception {
    super.open();
    Map<String, AlertService> opened = new LinkedHashMap<>();
    services = opened;
    for (RouteSettings route : routes) {
      opened.put(route.name(), opening.apply(route));
    }
    boolean checkpoints = Checkpoints.areEnabledFor(this);
    counted = new Counted(output, getProcessingTimeService());
    AlertMetrics metrics = new AlertMetrics(getMetricGroup(), routes, counted);
    outbox = new Outbox(opened, checkpoints, new SplittableRandom(), metrics);
    router = new AlertRouter(routes, settings().loadPolicy(), bodies, outbox, metrics::suppressed);
    for (OutboxEntry stored : outboxState.get()) {
      if (!outbox.restore(stored)) {
        metrics.ofRemovedRoute(stored.route(), stored.key());
      }
    }
    for (long taken : timeState.get()) {
      outbox.startsFrom(taken, now());
    }
    for (Budget stored : budgetState.get()) {
      router.restore(stored);
    }
    for (ChargedIncident stored : chargedState.get()) {
      router.restore(stored);
    }
    for (HeldIncident stored : heldState.get()) {
      router.restore(stored);
    }
    changes = new ChangeNotifier(routes, outbox);
    for (ReportedVersion stored : versionState.get()) {
      changes.restore(stored);
    }
    reportVersion();
    driver =
        new DeliveryDriver(
            outbox, checkpoints, getProcessingTimeService(), () -> metrics.update(outbox));
  }

  @Override
  protected void policyChanged() throws PolicyException {
    router.use(settings().loadPolicy());
    reportVersion();
  }

  private void reportVersion() {
    changes.on(MonitorVersion.of(settings()), now());
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void processElement(StreamRecord<Incident> element) {
    router.on(element.getValue(), now());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    outboxState.update(outbox.snapshot(context.getCheckpointId()));
    budgetState.update(new ArrayList<>(router.budgets()));
    chargedState.update(new ArrayList<>(router.charged()));
    heldState.update(new ArrayList<>(router.held()));
    versionState.update(new ArrayList<>(changes.reported()));
    timeState.update(List.of(now()));
    driver.taken(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    driver.saved(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    driver.inputEnded();
    super.finish();
    counted.outputEnded();
  }

  @Override
  public void close() throws Exception {
    if (services != null) {
      services.values().forEach(AlertService::close);
    }
    super.close();
  }
}
