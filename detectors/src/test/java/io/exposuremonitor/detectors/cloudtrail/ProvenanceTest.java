package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class ProvenanceTest {
  @Provide
  Arbitrary<String> records() {
    return RandomRecords.records();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void agreesWithTheDecoder(@ForAll("records") String record) {
    Provenance provenance = Provenance.of(Decoded.bytes(record));

    for (Activity activity : Decoded.record(record).activities) {
      assertThat(provenance)
          .as(record)
          .isEqualTo(new Provenance(activity.actor(), activity.origin()));
    }
  }

  @Example
  void readsAWholeRecord() {
    String record =
        """
        {
          "userAgent": "Mozilla/5.0 (Macintosh)",
          "userIdentity": {
            "type": "AssumedRole",
            "arn": "arn:aws:sts::111122223333:assumed-role/Reader/alex",
            "accessKeyId": "ASIAEXAMPLE",
            "invokedBy": "athena.amazonaws.com"
          },
          "requestParameters": {"userAgent": "not this one", "vpcEndpointId": "nor this"},
          "sourceIPAddress": "203.0.113.24",
          "awsRegion": "eu-west-1",
          "recipientAccountId": "111122223333",
          "vpcEndpointId": "vpce-1",
          "vpcEndpointAccountId": "999988887777"
        }
        """;
    assertThat(Provenance.of(Decoded.bytes("  " + record)))
        .isEqualTo(
            new Provenance(
                new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/Reader", "111122223333"),
                new Origin(
                    "203.0.113.24",
                    "Mozilla/5.0 (Macintosh)",
                    "ASIAEXAMPLE",
                    "alex",
                    "arn:aws:ec2:eu-west-1:999988887777:vpc-endpoint/vpce-1",
                    "athena.amazonaws.com",
                    true)));
  }

  @Example
  void returnsUnknownActorWithoutIdentity() {
    Provenance nobody = new Provenance(new Actor(Actor.Kind.UNKNOWN, "unknown", ""), Origin.NONE);

    assertThat(Provenance.of(Decoded.bytes("{\"userIdentity\":null}"))).isEqualTo(nobody);
    assertThat(Provenance.of(Decoded.bytes("[]"))).isEqualTo(nobody);
    assertThat(Provenance.of(Decoded.bytes(""))).isEqualTo(nobody);
  }
}
