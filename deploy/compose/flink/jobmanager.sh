#!/usr/bin/env bash
# Starts the job from the newest checkpoint or savepoint below a folder, if there is one: without high
# availability, Flink itself remembers none. The job's arguments follow "--": Flink would take --config
# as its own --configDir.
set -eu
newest=$(find "$1/checkpoints" "$1/savepoints" -name _metadata -printf '%T@ %h\n' 2>/dev/null \
  | sort --numeric-sort | tail --lines=1 | cut --delimiter=' ' --fields=2-)
exec "$FLINK_HOME/bin/standalone-job.sh" start-foreground \
  --job-classname io.exposuremonitor.job.live.ClusterJob \
  ${newest:+--fromSavepoint "file://$newest"} \
  -- --config /etc/exposure-monitor/monitor.yml
