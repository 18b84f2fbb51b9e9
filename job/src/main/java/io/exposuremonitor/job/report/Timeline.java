package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws findings over event time, without scripts: a row for each actor, a bar for each episode
 * from its first event to its last. Every bar is a link to its finding, so that it can be reached
 * by keyboard.
 */
final class Timeline {
  private static final int MAX_ROWS = 14;
  private static final int MAX_LANES = 4;
  private static final int LABEL_HEIGHT = 22;
  private static final int LANE_HEIGHT = 12;
  private static final int ROW_GAP = 12;
  private static final int AXIS_HEIGHT = 28;
  private static final double DOT_SHARE = 1.2;

  private final TimeAxis axis;
  private final Labels labels;
  private final Html html;

  /** A row of the drawing: its label, and the numbers of its findings. */
  private record Row(String name, List<Integer> findings) {}

  private Timeline(TimeAxis axis, Labels labels, Html html) {
    this.axis = axis;
    this.labels = labels;
    this.html = html;
  }

  /**
   * Draws the timeline.
   *
   * @param findings as listed on the page: finding {@code i} has the anchor {@code f<i>}; not empty
   */
  static void write(List<Finding> findings, Labels labels, ReportData.Inputs inputs, Html html) {
    long first = findings.stream().mapToLong(Finding::start).min().orElse(0);
    long last = findings.stream().mapToLong(Finding::end).max().orElse(0);
    if (inputs.lastEvent() > 0) {
      first = Math.min(first, inputs.firstEvent());
      last = Math.max(last, inputs.lastEvent());
    }
    new Timeline(TimeAxis.around(first, last), labels, html).draw(findings);
  }

  private void draw(List<Finding> findings) {
    List<Row> rows = rows(findings);
    int height = AXIS_HEIGHT;
    for (Row row : rows) {
      height += rowHeight(lanes(row.findings(), findings));
    }
    html.raw("<div class=timeline><svg width='100%' height='").raw(height);
    html.raw("' role=group aria-label='Findings over time'>");
    grid(height);
    int y = AXIS_HEIGHT;
    for (Row row : rows) {
      html.raw("<text class=who y=").raw(y + 13).raw(">").text(row.name(), 80).raw("</text>");
      int[] lanes = lanes(row.findings(), findings);
      for (int i = 0; i < lanes.length; i++) {
        int number = row.findings().get(i);
        bar(number, findings.get(number), y + LABEL_HEIGHT + lanes[i] * LANE_HEIGHT);
      }
      y += rowHeight(lanes);
    }
    html.raw("</svg></div>\n<p class=hint id=at hidden>&nbsp;</p>\n");
  }

  private void grid(int height) {
    List<TimeAxis.Tick> ticks = axis.ticks();
    for (int i = 0; i < ticks.size(); i++) {
      TimeAxis.Tick tick = ticks.get(i);
      html.raw("<g class='tick")
          .raw(i % 2 == 0 ? "" : " odd")
          .raw("'><line x1=")
          .raw(tick.percent());
      html.raw(" x2=").raw(tick.percent()).raw(" y1=18 y2=").raw(height).raw(" /><text x=");
      html.raw(tick.percent()).raw(" y=11>").raw(tick.label()).raw("</text></g>");
    }
  }

  private void bar(int number, Finding finding, int y) {
    double left = Math.min(axis.position(finding.start()), 100 - DOT_SHARE);
    double width = axis.position(finding.end()) - left;
    String x = TimeAxis.percent(left);
    html.raw("<a href=#f").raw(number).raw(" class=").raw(finding.level().word());
    html.raw("><title>").raw(Levels.title(finding.level())).raw(": ");
    html.text(finding.analytic().title(), 120).raw("</title>");
    if (width > DOT_SHARE) {
      html.raw("<rect x=").raw(x).raw(" y=").raw(y).raw(" width=").raw(TimeAxis.percent(width));
      html.raw(" height=8 rx=4 />");
    } else {
      html.raw("<rect x=").raw(x).raw(" y=").raw(y).raw(" width=8 height=8 rx=4 />");
    }
    html.raw("</a>");
  }

  /**
   * Rows sorted by their worst finding; actors beyond the maximum number of rows share the last
   * one.
   */
  private List<Row> rows(List<Finding> findings) {
    Map<String, List<Integer>> byActor = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      byActor.computeIfAbsent(findings.get(i).actor().id(), id -> new ArrayList<>()).add(i);
    }
    List<Row> rows = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (List<Integer> row : byActor.values()) {
      if (rows.size() < MAX_ROWS - 1 || byActor.size() == MAX_ROWS) {
        rows.add(new Row(labels.actorWithKind(findings.get(row.get(0))), row));
      } else {
        others.addAll(row);
      }
    }
    if (!others.isEmpty()) {
      rows.add(new Row(Units.count(byActor.size() - MAX_ROWS + 1) + " other actors", others));
    }
    return rows;
  }

  /**
   * Assigns a lane to each finding of a row so that bars don't overlap, as long as there are free
   * lanes.
   */
  private int[] lanes(List<Integer> row, List<Finding> findings) {
    Integer[] order = new Integer[row.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingLong(i -> findings.get(row.get(i)).start()));
    double[] taken = new double[MAX_LANES];
    int[] lanes = new int[order.length];
    for (int i : order) {
      Finding finding = findings.get(row.get(i));
      double left = Math.min(axis.position(finding.start()), 100 - DOT_SHARE);
      int lane = 0;
      while (lane < MAX_LANES - 1 && taken[lane] > left) {
        lane++;
      }
      lanes[i] = lane;
      taken[lane] = Math.max(axis.position(finding.end()), left + DOT_SHARE);
    }
    return lanes;
  }

  private static int rowHeight(int[] lanes) {
    int maxLane = 0;
    for (int lane : lanes) {
      maxLane = Math.max(maxLane, lane);
    }
    return LABEL_HEIGHT + (maxLane + 1) * LANE_HEIGHT + ROW_GAP;
  }
}
