package io.exposuremonitor.detectors.blindspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.ActivityBundler;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.sighting.Act;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class SignsOfLifeTest {
  /** Operations that the decoder derives from calls on items count as those calls. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "SCAN",
        "EXECUTE_STATEMENT",
        "UPDATE_ITEM",
        "TRANSACT_WRITE_ITEMS",
        "WRITE_LEASE",
        "PUT_ITEM_READ_BACK",
        "UPDATE_ITEM_READ_BACK",
        "DELETE_ITEM_READ_BACK",
        "TRANSACT_WRITE_ITEMS_READ_BACK"
      })
  void countsItemOperations(Operation operation) {
    assertThat(events(operation)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"DESCRIBE_TABLE", "CREATE_BACKUP", "STREAM_GET_RECORDS"})
  void ignoresTableAndStreamOperations(Operation operation) {
    assertThat(events(operation)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResourceNotFoundException", "AccessDeniedException"})
  void ignoresFailedCallsWhichMayNameTablesThatDoNotExist(String error) {
    assertThat(events(Act.of(Operation.SCAN).failing(error))).isZero();
  }

  private static long events(Operation operation) {
    return events(Act.of(operation));
  }

  private static long events(Act act) {
    SignsOfLife life = new SignsOfLife();
    ActivityBundler bundler = new ActivityBundler(1, 1, (bundle, arrival) -> life.add(bundle));
    bundler.add(List.of(act.activity()), ActivityBundler.NOT_KNOWN);
    bundler.flush();
    List<TableSigns> signs = new ArrayList<>();
    life.flush(signs::add);
    return signs.stream().mapToLong(TableSigns::events).sum();
  }
}
