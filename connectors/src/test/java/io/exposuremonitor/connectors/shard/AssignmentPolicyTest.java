package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentPolicyTest {
  private final AssignmentPolicy policy = AssignmentPolicy.stickyToParent(2);

  @Test
  void assignsRootShardToLeastLoadedSubtask() {
    assertThat(policy.choose(List.of(), new int[] {3, 1, 1})).isEqualTo(1);
  }

  @Test
  void keepsAChildWithItsParent() {
    assertThat(policy.choose(List.of(0), new int[] {1, 0})).isZero();
  }

  @Test
  void movesChildWhenParentSubtaskIsOverloaded() {
    assertThat(policy.choose(List.of(0), new int[] {2, 0})).isEqualTo(1);
  }

  @Test
  void prefersOtherMergeParentToLeastLoadedSubtask() {
    assertThat(policy.choose(List.of(0, 2), new int[] {5, 0, 1})).isEqualTo(2);
  }

  @Test
  void ignoresSubtaskRemovedByRescaling() {
    assertThat(policy.choose(List.of(7), new int[] {1, 0})).isEqualTo(1);
  }
}
