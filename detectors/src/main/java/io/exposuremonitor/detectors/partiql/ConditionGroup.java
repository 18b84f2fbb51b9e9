package io.exposuremonitor.detectors.partiql;

import org.jspecify.annotations.Nullable;

/**
 * The tokens between two parentheses of a condition, or the whole condition, consumed one by one;
 * see {@link KeyCondition}.
 */
final class ConditionGroup {
  /** The role of an operand. */
  enum Operand {
    ATTRIBUTE,
    VALUE,
    /** A list of values, or a constant: no key equals it, though it may be among them. */
    VALUES,
    /** A condition that is true only if an attribute is fixed. */
    FIXED,
    OTHER
  }

  /** The comparison of two operands. */
  enum Comparison {
    EQUAL,
    IN,
    OTHER
  }

  private final boolean call;
  private boolean everyBranch = true;
  private boolean thisBranch;
  private boolean condition;
  private boolean tuple;
  private boolean tupleOfValues = true;
  private boolean negated;
  private boolean inBetween;
  private @Nullable Operand left;
  private @Nullable Comparison comparison;
  private @Nullable Operand right;

  /**
   * @param call true for the arguments of a function
   */
  ConditionGroup(boolean call) {
    this.call = call;
  }

  /** Two adjacent operands form an expression, as do operands joined by arithmetic. */
  void operand(Operand operand) {
    if (comparison == null) {
      left = left == null ? operand : Operand.OTHER;
    } else {
      right = right == null ? operand : Operand.OTHER;
    }
  }

  void comparison(Comparison with) {
    comparison = comparison == null && left != null ? with : Comparison.OTHER;
    condition = true;
  }

  void not() {
    if (left == null) {
      negated = true;
    } else {
      comparison = Comparison.OTHER;
    }
    condition = true;
  }

  void between() {
    comparison(Comparison.OTHER);
    inBetween = true;
  }

  void and() {
    if (inBetween) {
      inBetween = false;
      right = null;
    } else {
      predicate();
      condition = true;
    }
  }

  void or() {
    predicate();
    condition = true;
    everyBranch &= thisBranch;
    thisBranch = false;
  }

  void element() {
    tupleOfValues &= comparison == null && left == Operand.VALUE;
    tuple = true;
    predicate();
  }

  /** True when the condition is truncated here. */
  boolean expectsOperand() {
    return left == null || (comparison != null && right == null);
  }

  /** The role of the group in the enclosing condition. */
  Operand close() {
    if (tuple) {
      element();
      return !call && tupleOfValues && !condition ? Operand.VALUES : Operand.OTHER;
    }
    if (!condition) {
      return call || left == null ? Operand.OTHER : left;
    }
    predicate();
    return !call && everyBranch && thisBranch ? Operand.FIXED : Operand.OTHER;
  }

  private void predicate() {
    thisBranch |= !negated && fixes();
    negated = false;
    left = null;
    comparison = null;
    right = null;
  }

  private boolean fixes() {
    if (comparison == null) {
      return left == Operand.FIXED;
    }
    boolean forwards = left == Operand.ATTRIBUTE && right == Operand.VALUE;
    boolean backwards = left == Operand.VALUE && right == Operand.ATTRIBUTE;
    return switch (comparison) {
      case EQUAL -> forwards || backwards;
      case IN -> forwards || (left == Operand.ATTRIBUTE && right == Operand.VALUES);
      case OTHER -> false;
    };
  }
}
