package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTest {
  @Test
  void returnsTheFirstOfEqualObjects() {
    Canonical<List<String>> canonical = new Canonical<>();
    List<String> first = new ArrayList<>(List.of("orders"));

    assertThat(canonical.of(first)).isSameAs(first);
    assertThat(canonical.of(new ArrayList<>(List.of("orders")))).isSameAs(first);
  }

  @Test
  void returnsEqualObjectAfterEviction() {
    Canonical<String> canonical = new Canonical<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        String text = "table-" + i;
        assertThat(canonical.of(text)).isEqualTo(text);
      }
    }
  }

  @Test
  void distinguishesObjectsOfEqualHash() {
    Canonical<String> canonical = new Canonical<>();

    assertThat(canonical.of("Aa")).isEqualTo("Aa");
    assertThat(canonical.of("BB")).as("of the same hash").isEqualTo("BB");
    assertThat(canonical.of("Aa")).isEqualTo("Aa");
  }

  @Test
  void sharesActorAndTableAcrossSessions() {
    Decoded decoded = new Decoded();
    CloudTrailDecoder decoder = Decoded.decoder();
    for (String session : List.of("web-7", "web-8")) {
      String json =
          RecordJson.onMusic("Scan", "{\"tableName\":\"Music\"}")
              .with("userIdentity", RecordJson.ROLE.replace("web-7", session))
              .resources(RecordJson.TABLE, RecordJson.TABLE + "/index/" + session)
              .toString();
      byte[] bytes = Decoded.bytes(json);
      decoder.decode(bytes, 0, bytes.length, decoded);
    }

    Activity one = decoded.activities.get(0);
    Activity other = decoded.activities.get(1);
    assertThat(other.origin().session()).isNotEqualTo(one.origin().session());
    assertThat(other.actor()).isSameAs(one.actor());
    assertThat(other.resource()).isSameAs(one.resource());
  }
}
