package io.exposuremonitor.detectors.sighting;

import static io.exposuremonitor.detectors.sighting.Act.ALICE;
import static io.exposuremonitor.detectors.sighting.Act.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Activity;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.detection.KeyedRun;
import io.exposuremonitor.detectors.partiql.StatementAnalyser;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SighterTest {
  private final Sighter sighter = new Sighter(Policy.defaults().findings().lateness());

  private final List<Sighting> repeats = new ArrayList<>();

  private List<Sighting> see(Act... acts) {
    List<Sighting> seen = new ArrayList<>();
    repeats.clear();
    KeyedRun.bundles(Act.activities(List.of(acts)))
        .forEach(bundle -> sighter.on(bundle, seen::add, repeats::add));
    return seen;
  }

  @Test
  void emitsSlotOnceAndItsLaterPartsAsRepeats() {
    Act read = Act.of(Operation.GET_ITEM);
    long part = Sighting.PART_MILLIS;

    assertThat(see(read, read.at(Act.START + 1_000))).hasSize(1);
    assertThat(see(read.at(Act.START + part - 1))).isEmpty();
    assertThat(repeats).isEmpty();
    assertThat(see(read.at(Act.START + part), read.at(Act.START + 2 * part))).isEmpty();
    assertThat(repeats)
        .extracting(Sighting::first)
        .containsExactly(Act.START + part, Act.START + 2 * part);
    assertThat(see(read.at(Act.START + Act.SLOT))).hasSize(1);
    assertThat(see(read.on("carts"), read.by(Act.ROLE), read.from("198.51.100.1"))).hasSize(3);
  }

  @Test
  void emitsReadsOfExportsOfOneBucketOnce() {
    Act fetch = Act.of(Operation.S3_GET_OBJECT).on("arn:aws:s3:::exports/AWSDynamoDB/1");

    assertThat(see(fetch))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.kind()).isEqualTo(Kind.FETCH);
              assertThat(seen.resource()).isEqualTo("arn:aws:s3:::exports");
            });
    assertThat(see(fetch.on("arn:aws:s3:::exports/AWSDynamoDB/2"))).isEmpty();
    assertThat(see(fetch.on("arn:aws:s3:::others/AWSDynamoDB/1"))).hasSize(1);
  }

  @Test
  void emitsPlaceOnceForAllItsAddressesAndVersions() {
    Act read = Act.of(Operation.GET_ITEM).using("Boto3/1.34").from("192.0.2.7");

    assertThat(see(read, read.from("192.0.99.1").at(Act.START + 1_000))).hasSize(1);
    assertThat(see(read.from("192.0.7.7").using("Boto3/1.35"))).isEmpty();
    assertThat(repeats).isEmpty();
    assertThat(see(read.from("192.1.2.7"), read.using("aws-cli/2.15"))).hasSize(2);
  }

  @Test
  void emitsNoRepeatsOfUseKnownForLonger() {
    Act read = Act.of(Operation.GET_ITEM);
    for (int slot = 0; slot < 3; slot++) {
      see(read.at(Act.START + slot * Act.SLOT));
    }
    Act later = read.at(Act.START + 3 * Act.SLOT);

    assertThat(see(later, later.at(later.time() + Sighting.PART_MILLIS))).hasSize(1);
    assertThat(repeats).isEmpty();
    Act write = Act.of(Operation.PUT_ITEM).at(later.time());
    see(write, write.at(later.time() + Sighting.PART_MILLIS));
    assertThat(repeats).hasSize(1);
  }

  @Test
  void namesOneEventOfOrdinaryUse() {
    Act read = Act.of(Operation.GET_ITEM);

    assertThat(see(read, read.keys(1), read.keys(2)).get(0).events()).hasSize(1);
    assertThat(see(read.refused(), read.refused().keys(1)).get(0).events()).hasSize(2);
  }

  @Test
  void emitsEveryRefusalAndEveryItemReadBack() {
    Act refused = Act.of(Operation.SCAN).refused();
    Act back = Act.of(Operation.UPDATE_ITEM_READ_BACK);
    see(refused, back.keys(1, 2));

    List<Sighting> seen = see(refused, Act.of(Operation.QUERY).refused(), back.keys(2, 3), back);

    assertThat(seen)
        .extracting(Sighting::kind)
        .containsExactly(Kind.REFUSED, Kind.REFUSED, Kind.READ_BACK);
    // One call names no key.
    assertThat(DistinctCount.estimate(seen.get(2).items())).isEqualTo(3);
    assertThat(seen.get(0).actor()).isEqualTo(ALICE);
    assertThat(seen.get(0).events()).hasSize(1);
  }

  @Test
  void ignoresServicesFailuresAndDescribeCalls() {
    assertThat(
            see(
                Act.of(Operation.SCAN).by(SERVICE),
                Act.of(Operation.SCAN).failing("ThrottlingException"),
                Act.of(Operation.DESCRIBE_TABLE)))
        .isEmpty();
  }

  @Test
  void failedConditionReadsItemsBack() {
    Act act =
        Act.of(Operation.TRANSACT_WRITE_ITEMS_READ_BACK).failing("TransactionCanceledException");

    assertThat(see(act)).extracting(Sighting::kind).containsExactly(Kind.READ_BACK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE orders SET seen = 1 WHERE pk = 'a' RETURNING ALL OLD *   | READ_BACK",
        "delete from orders where pk = 'a' returning all old *           | READ_BACK",
        "UPDATE orders SET seen = 1 WHERE pk = 'a' RETURNING ALL NEW *   | READ_BACK",
        "UPDATE orders SET seen = 1 WHERE pk = 'RETURNING ALL OLD *'     | WRITE",
        "UPDATE orders SET seen = 1 WHERE pk = 'a'                       | WRITE",
        "SELECT * FROM orders WHERE pk = 'a'                             | READ"
      })
  void classifiesPartiqlWriteThatReturnsTheItemAsReadBack(String statement, Kind kind) {
    assertThat(Kind.of(facetRunning(statement))).isEqualTo(kind);
  }

  @Test
  void classifiesLongStatementByItsReturningClause() {
    String statement =
        "UPDATE orders SET a = 1" + ", a = 1".repeat(200) + " WHERE pk = 'a' RETURNING ALL OLD *";

    assertThat(Kind.of(facetRunning(statement))).isEqualTo(Kind.READ_BACK);
  }

  private static Facet facetRunning(String statement) {
    Activity call = Act.of(Operation.EXECUTE_STATEMENT).activity();
    return new Facet(
        call.operation(),
        call.origin(),
        false,
        call.account(),
        call.region(),
        "",
        "",
        0,
        -1,
        0,
        false,
        false,
        List.of(StatementAnalyser.analyse(statement)));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.0.0/16",
    "2001:db8:85a3::8a2e:370:7334, 2001:db8::/32",
    "::1, ::1/128",
    "backup.amazonaws.com, ''",
    "AWS Internal, ''",
    "'', ''"
  })
  void mapsAddressToItsNetwork(String address, String network) {
    assertThat(Place.network(address)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({
    "aws-sdk-java/2.25.11 Linux, aws-sdk-java",
    "[aws-cli/2.15 md/x], aws-cli",
    "Boto3, boto3",
    "'', ''"
  })
  void omitsVersionFromProgramName(String userAgent, String program) {
    assertThat(see(Act.of(Operation.SCAN).using(userAgent)).get(0).place().program())
        .isEqualTo(program);
  }

  @Test
  void recognisesBrowserAndVpcEndpoint() {
    assertThat(see(Act.of(Operation.SCAN).inBrowser()).get(0).place().program())
        .isEqualTo(Place.BROWSER);
    Place inside = see(Act.of(Operation.SCAN).through("vpce-1")).get(0).place();
    assertThat(inside.network()).isEqualTo("vpce-1");
    assertThat(inside.inside()).isTrue();
    assertThat(see(Act.of(Operation.SCAN).invokedBy("athena.amazonaws.com")).get(0).place())
        .matches(place -> !place.isKnown());
  }
}
