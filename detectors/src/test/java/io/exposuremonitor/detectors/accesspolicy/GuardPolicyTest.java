package io.exposuremonitor.detectors.accesspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardPolicyTest {
  private static final String OPEN =
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}";

  private static String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":" + statements + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OPEN,
        "[" + OPEN + "]",
        // a service control policy names no principal
        "[{\"Effect\":\"Allow\",\"Action\":[\"*\"],\"Resource\":[\"*\"]}]",
        "[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"*:*\",\"Resource\":\"*\"}]",
        "[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}," + OPEN + "]",
        "[{\"Eff\\u0065ct\":\"Allow\",\"Action\":\"\\u002a\",\"Resource\":\"*\"}]",
      })
  void forbidsNothing(String statements) {
    assertThat(GuardPolicy.forbidsNothing(policy(statements))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]",
        "[" + OPEN + ",{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]",
        "[{\"Effect\":\"Allow\",\"Action\":\"dynamodb:*\",\"Resource\":\"*\"}]",
        "[{\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"}]",
        "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:dynamodb:*:*:table/a\"}]",
        "[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"*\",\"Resource\":\"*\"}]",
        "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}}]",
        "\"none\"",
      })
  void forbidsSomethingOrIsNoSuchPolicy(String statements) {
    assertThat(GuardPolicy.forbidsNothing(policy(statements))).isFalse();
  }

  @Test
  void readsEncodedText() {
    String encoded = URLEncoder.encode(policy(OPEN), StandardCharsets.UTF_8);

    assertThat(GuardPolicy.forbidsNothing(encoded)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"Version\":\"2012-10-17\"}"})
  void isFalseForOtherTexts(String text) {
    assertThat(GuardPolicy.forbidsNothing(text)).isFalse();
  }
}
