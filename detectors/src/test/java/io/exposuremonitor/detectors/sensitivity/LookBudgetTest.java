package io.exposuremonitor.detectors.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookBudgetTest {
  private static final long PERIOD = 5_000_000_000L;

  private long now;
  private final LookBudget budget = LookBudget.halfOfTime(() -> now);

  /** Spends the given share of the time on examining items, for the given number of periods. */
  private void busy(int timePercent, int periods) {
    long step = PERIOD / 50;
    for (int i = 0; i < periods * 50; i++) {
      long began = budget.begin();
      now += step * timePercent / 100;
      budget.end(began);
      now += step - step * timePercent / 100;
    }
    budget.begin();
  }

  @Test
  void looksAtEverythingWhileThereIsTime() {
    busy(45, 10);

    assertThat(budget.percent()).isEqualTo(100);
  }

  @Test
  void looksAtLessUnderLoadDownToOneInAHundredAndAtMoreAgain() {
    busy(80, 1);
    assertThat(budget.percent()).as("the first period is a slow one").isEqualTo(100);
    busy(80, 1);
    assertThat(budget.percent()).isEqualTo(50);
    busy(80, 1);
    assertThat(budget.percent()).isEqualTo(25);
    busy(40, 3);
    assertThat(budget.percent()).as("no room for twice as many").isEqualTo(25);
    busy(90, 20);
    assertThat(budget.percent()).isEqualTo(1);
    busy(1, 10);
    assertThat(budget.percent()).isEqualTo(100);
  }

  @Test
  void withoutALimitNothingIsMeasured() {
    LookBudget unlimited = LookBudget.unlimited();
    unlimited.end(unlimited.begin());

    assertThat(unlimited.percent()).isEqualTo(100);
  }
}
