package io.exposuremonitor.detectors.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassificationBudgetTest {
  private static final long PERIOD = 5_000_000_000L;

  private long now;
  private final ClassificationBudget budget = ClassificationBudget.halfOfTime(() -> now);

  /** Spends the given share of the time on examining items, for the given number of periods. */
  private void spend(int timePercent, int periods) {
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
  void examinesAllItemsWithinBudget() {
    spend(45, 10);

    assertThat(budget.percent()).isEqualTo(100);
  }

  @Test
  void reducesShareUnderLoadToOnePercentAndRecovers() {
    spend(80, 1);
    assertThat(budget.percent()).as("the first, slow period does not count").isEqualTo(100);
    spend(80, 1);
    assertThat(budget.percent()).isEqualTo(50);
    spend(80, 1);
    assertThat(budget.percent()).isEqualTo(25);
    spend(40, 3);
    assertThat(budget.percent()).as("doubling would exceed the budget").isEqualTo(25);
    spend(90, 20);
    assertThat(budget.percent()).isEqualTo(1);
    spend(1, 10);
    assertThat(budget.percent()).isEqualTo(100);
  }

  @Test
  void examinesAllItemsWithoutLimit() {
    ClassificationBudget unlimited = ClassificationBudget.unlimited();
    unlimited.end(unlimited.begin());

    assertThat(unlimited.percent()).isEqualTo(100);
  }
}
