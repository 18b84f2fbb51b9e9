package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Rules rules = new Rules();
  private final Routes routes = new Routes(rules);

  /** Rules that are interested in everything or in nothing. */
  private static final class Rules implements RuleInterest {
    private boolean wanting;
    private int edition;
    private int asked;

    @Override
    public boolean wants(String source, String name, boolean failed, boolean parameters) {
      asked++;
      return wanting;
    }

    @Override
    public int edition() {
      return edition;
    }
  }

  @Test
  void cachesTheAnswerForACall() {
    assertThat(candidate()).isFalse();
    rules.wanting = true;
    assertThat(candidate()).as("remembered").isFalse();
    assertThat(rules.asked).isEqualTo(4);
  }

  @Test
  void asksAgainAfterTheRulesChange() {
    assertThat(candidate()).isFalse();
    rules.wanting = true;
    rules.edition++;
    assertThat(candidate()).isTrue();
    rules.wanting = false;
    rules.edition++;
    assertThat(candidate()).isFalse();
  }

  /** Many more calls than the cache has places. */
  @Test
  void neverTakesOneCallForAnother() {
    for (int i = 0; i < 5_000; i++) {
      assertThat(routes.of("sns.amazonaws.com", "Call" + i).eventName()).isEqualTo("Call" + i);
      assertThat(routes.of("service" + i, "Publish").eventSource()).isEqualTo("service" + i);
    }
  }

  private boolean candidate() {
    return routes.of("sns.amazonaws.com", "Publish").isCandidate(false, true);
  }
}
