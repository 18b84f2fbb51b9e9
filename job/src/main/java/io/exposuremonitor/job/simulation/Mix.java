package io.exposuremonitor.job.simulation;

import java.util.SplittableRandom;

/** Frequencies of the kinds of calls on an ordinary day. */
enum Mix {
  GET_ITEM(400),
  QUERY(220),
  BATCH_GET_ITEM(50),
  PUT_ITEM(80),
  UPDATE_ITEM(100),
  DELETE_ITEM(20),
  BATCH_WRITE_ITEM(20),
  TRANSACTION(20),
  SCAN(10),
  EXECUTE_STATEMENT(20),
  TABLE_STREAM(30),
  KINESIS_STREAM(7),
  ELSEWHERE(15),
  MANAGEMENT(8);

  private static final Mix[] BY_DICE = new Mix[1_000];

  static {
    int dice = 0;
    for (Mix mix : values()) {
      for (int i = 0; i < mix.perMille; i++) {
        BY_DICE[dice++] = mix;
      }
    }
  }

  private final int perMille;

  Mix(int perMille) {
    this.perMille = perMille;
  }

  int perMille() {
    return perMille;
  }

  static Mix draw(SplittableRandom random) {
    return BY_DICE[random.nextInt(BY_DICE.length)];
  }
}
