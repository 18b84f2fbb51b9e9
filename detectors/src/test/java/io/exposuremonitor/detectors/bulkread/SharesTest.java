package io.exposuremonitor.detectors.bulkread;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.bulkread.Shares.Share;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {
  @ParameterizedTest
  @CsvSource({"60, 20, 20, 0", "59, 21, 20, 3", "59, 36, 5, 3", "58, 38, 4, 2"})
  void countsActorsUnlessOneReadSixtyPercent(int one, int other, int third, int participants) {
    Shares shares =
        new Shares(
            List.of(share("a", one), share("b", other), share("c", third)), ReadAmount.PAGES);

    assertThat(shares.participants()).isEqualTo(participants);
  }

  private static Share share(String role, long pages) {
    return new Share(Read.role(role), 1, pages, 0);
  }
}
