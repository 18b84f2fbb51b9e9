package io.exposuremonitor.job.operator;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;

/** Opens the lists in which operators without keys keep their state. */
public final class ListStates {
  private ListStates() {}

  /**
   * An operator's list, as restored or empty.
   *
   * @param name identifies the list within the operator's state; never changes
   */
  public static <T> ListState<T> open(
      StateInitializationContext context, String name, TypeInformation<T> type) throws Exception {
    return context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, type));
  }
}
