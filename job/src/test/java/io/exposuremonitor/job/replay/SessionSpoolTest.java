package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.incident.SessionLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSpoolTest {
  @TempDir private Path folder;

  private List<SessionLink> issuersOf(List<SessionLink> links, Long... keys) throws IOException {
    try (SessionSpool spool = new SessionSpool(folder.resolve("s" + links.hashCode()))) {
      links.forEach(spool::add);
      return spool.issuersOf(new HashSet<>(Set.of(keys)));
    }
  }

  @Test
  void followsChainToItsStartAndOmitsOtherLinks() throws IOException {
    List<SessionLink> links =
        new ArrayList<>(
            List.of(
                new SessionLink(3, 102, 2, 30),
                new SessionLink(9, 109, 8, 5),
                new SessionLink(2, 101, 1, 20),
                new SessionLink(1, 100, 0, 10),
                new SessionLink(2, 101, 1, 25)));
    List<SessionLink> chain = List.of(links.get(3), links.get(2), links.get(0));

    assertThat(issuersOf(links, 3L)).isEqualTo(chain);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(links, new Random(seed));
      assertThat(issuersOf(links, 3L)).isEqualTo(chain);
    }
    assertThat(issuersOf(links, 77L)).isEmpty();
  }

  @Test
  void terminatesOnCycle() throws IOException {
    List<SessionLink> links = List.of(new SessionLink(1, 101, 2, 1), new SessionLink(2, 102, 1, 2));
    assertThat(issuersOf(links, 1L)).hasSize(2);
  }
}
