package io.exposuremonitor.detectors.accesspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String EVERYONE = "\"Principal\":\"*\"";

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "Principal":"*"                                                             ¦ EVERYONE *
          "Principal":{"AWS":"*"}                                                     ¦ EVERYONE *
          "Principal":{"AWS":"111122223333"}                                          ¦ ACCOUNT 111122223333
          "Principal":{"AWS":111122223333}                                            ¦ ACCOUNT 111122223333
          "Principal":{"AWS":["arn:aws:iam::111122223333:root","444455556666"]}       ¦ ACCOUNT 111122223333, ACCOUNT 444455556666
          "Principal":{"AWS":"arn:aws:iam::111122223333:user/ops/alice"}              ¦ ACCOUNT 111122223333
          "Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/Reader/alex"}    ¦ ACCOUNT 111122223333
          "Principal":{"AWS":"arn:aws-cn:iam::111122223333:role/Reader"}              ¦ ACCOUNT 111122223333
          "Principal":{"AWS":"arn:aws:iam::cloudfront:user/Origin Access Identity E1"}¦ ACCOUNT cloudfront
          "Principal":{"AWS":"arn:aws:iam::*:root"}                                   ¦ EVERYONE *
          "Principal":{"AWS":"AROADBQP57FF2AEXAMPLE"}                                 ¦ UNIQUE_ID AROADBQP57FF2AEXAMPLE
          "Principal":{"AWS":"AROADBQP57FF2AEXAMPLE"},"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}} ¦ ACCOUNT 111122223333
          "Principal":{"Service":["a.amazonaws.com","b.amazonaws.com"]}               ¦ SERVICE a.amazonaws.com, SERVICE b.amazonaws.com
          "Principal":{"Federated":"cognito-identity.amazonaws.com"}                  ¦ OTHER cognito-identity.amazonaws.com
          "Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/okta"}    ¦ ACCOUNT 111122223333
          "Principal":{"CanonicalUser":"79a59df900b949e5"}                            ¦ OTHER 79a59df900b949e5
          "Principal":{"AWS":"arn:aws:iam::11112222333?:root"}                        ¦ EVERYONE *
          "Principal":{"AWS":null}                                                    ¦ ``
          "Principal":{"Service":"*"}                                                 ¦ EVERYONE *
          "Principal":{"Federated":"*"}                                               ¦ EVERYONE *
          "Principal":{"AWS":"111122223333"},"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}} ¦ ACCOUNT 111122223333
          "Principal":{"AWS":"111122223333"},"Condition":{"StringEquals":{"aws:PrincipalAccount":"444455556666"}} ¦ ``
          "NotPrincipal":{"AWS":"111122223333"}                                       ¦ EVERYONE *
          "Action":"dynamodb:*"                                                       ¦ ``
          """)
  void readsPrincipals(String principal, String expected) {
    assertThat(grantees("{\"Effect\":\"Allow\"," + principal + "}")).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "StringEquals":{"aws:PrincipalAccount":"111122223333"}                      ¦ ACCOUNT 111122223333
          "StringEquals":{"AWS:principalaccount":["111122223333","444455556666"]}     ¦ ACCOUNT 111122223333, ACCOUNT 444455556666
          "StringEqualsIgnoreCase":{"kms:CallerAccount":"111122223333"}               ¦ ACCOUNT 111122223333
          "StringLike":{"aws:PrincipalAccount":"1111*"}                               ¦ EVERYONE *
          "StringLike":{"aws:PrincipalAccount":["111122223333","*"]}                  ¦ EVERYONE *
          "StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}            ¦ EVERYONE *
          "StringEqualsIfExists":{"aws:PrincipalAccount":"111122223333"}              ¦ EVERYONE *
          "StringNotEquals":{"aws:PrincipalAccount":"111122223333"}                   ¦ EVERYONE *
          "ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}      ¦ EVERYONE *
          "ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-1/*"}     ¦ EVERYONE * of o-a1b2c3d4e5
          "StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}                        ¦ EVERYONE * of o-a1b2c3d4e5
          "StringLike":{"aws:PrincipalOrgID":"o-*"}                                   ¦ EVERYONE *
          "StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-zzzzzzzzzz/*"} ¦ ``
          "StringEquals":{"aws:SourceAccount":"111122223333"}                         ¦ ACCOUNT 111122223333
          "StringEquals":{"aws:SourceOwner":"111122223333"}                           ¦ ACCOUNT 111122223333
          "StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"}                           ¦ EVERYONE * of o-a1b2c3d4e5
          "StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5","aws:PrincipalOrgID":"o-zzzzzzzzzz"} ¦ ``
          "ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:t*"}                 ¦ ACCOUNT 111122223333
          "ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/r"}         ¦ ACCOUNT 111122223333
          "StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}        ¦ ACCOUNT 111122223333
          "StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Reader"}              ¦ EVERYONE *
          "StringLike":{"aws:SourceArn":"arn:aws:s3:*:111122223333:b"}                ¦ EVERYONE *
          "ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"}                                ¦ EVERYONE *
          "StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}                           ¦ EVERYONE *
          "StringEquals":{"aws:PrincipalAccount":["111122223333","444455556666"]},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:*"} ¦ ACCOUNT 444455556666
          "StringEquals":{"aws:PrincipalAccount":"111122223333"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:*"} ¦ ``
          """)
  void narrowsEveryoneByConditions(String condition, String expected) {
    assertThat(
            grantees("{\"Effect\":\"Allow\"," + EVERYONE + ",\"Condition\":{" + condition + "}}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "StringEquals":{"aws:SourceAccount":"111122223333"}                        ¦ SERVICE a.amazonaws.com for 111122223333
          "ArnLike":{"aws:SourceArn":"arn:aws:redshift:*:111122223333:integration:*"} ¦ SERVICE a.amazonaws.com for 111122223333
          "ArnLike":{"aws:SourceArn":"arn:aws:redshift:*:*:integration:*"}           ¦ SERVICE a.amazonaws.com
          "StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"}                          ¦ SERVICE a.amazonaws.com of o-a1b2c3d4e5
          "ForAnyValue:StringLike":{"aws:SourceOrgPaths":"o-a1b2c3d4e5/r-1/*"}       ¦ SERVICE a.amazonaws.com of o-a1b2c3d4e5
          "StringEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}                  ¦ SERVICE a.amazonaws.com
          "StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}                       ¦ SERVICE a.amazonaws.com
          "StringEquals":{"aws:SourceAccount":"111122223333"},"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:444455556666:t"} ¦ ``
          "StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"StringLike":{"aws:SourceOrgID":"o-zzzzzzzzzz"} ¦ ``
          """)
  void narrowsServicesByWhomTheyActFor(String condition, String expected) {
    assertThat(
            grantees(
                "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"a.amazonaws.com\"},\"Condition\":{"
                    + condition
                    + "}}"))
        .isEqualTo(expected);
  }

  @Test
  void ignoresDenyStatements() {
    assertThat(grantees("{\"Effect\":\"Deny\"," + EVERYONE + "}")).isEmpty();
  }

  @Test
  void readsSingleStatementAndUrlEncodedDocument() {
    String document = "{\"Statement\":{\"Effect\":\"Allow\"," + EVERYONE + "}}";
    String encoded = URLEncoder.encode(document, StandardCharsets.UTF_8);
    assertThat(PolicyDocument.parse(document)).isPresent();
    assertThat(PolicyDocument.parse(encoded)).isEqualTo(PolicyDocument.parse(document));
  }

  @Test
  void readsPercentAndPlusInPlainDocumentAsTheyAre() {
    String statement = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"50% + x\"}";

    assertThat(PolicyDocument.parse("{\"Statement\":" + statement + "}"))
        .hasValueSatisfying(
            document ->
                assertThat(document.statements().get(0).resources()).containsExactly("50% + x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "7",
        "%7B%zz",
        "{\"Statement\":\"x\"}",
        "{\"Statement\":[1]}",
        "{\"Statement\":[{\"Principal\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":1,\"Principal\":\"*\"}]}",
        "{\"Statement\":[]} x",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}],\"Statement\":[]}",
        "{\"statement\":[],\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}",
        "{\"Statement\":{\"effect\":\"Deny\",\"Effect\":\"Allow\",\"Principal\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":"
            + "{\"StringEquals\":{\"aws:userid\":\"a\"},\"stringEquals\":{\"aws:userid\":\"b\"}}}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":"
            + "{\"StringEquals\":{\"aws:userid\":\"a\",\"AWS:UserId\":\"b\"}}}}"
      })
  void rejectsInvalidAndAmbiguousDocuments(String text) {
    assertThat(PolicyDocument.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StringEquals\":{\"aws:userid\":\"a\"},\"ArnLike\":{\"aws:UserId\":\"b\"}}",
        "[\"StringEquals\"]",
        "{\"StringEquals\":[\"aws:userid\",\"a\"]}"
      })
  void readsConditionsThatAreNotAmbiguous(String condition) {
    String statement = "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":" + condition + "}";
    assertThat(PolicyDocument.parse("{\"Statement\":" + statement + "}")).isPresent();
  }

  @Test
  void distinguishesForeignersFromOwnOrganization() {
    Grantee member = new Grantee(Grantee.Kind.EVERYONE, "*", Set.of("o-ours"), Set.of());
    assertThat(member.foreign(List.of(), List.of("o-ours"))).isFalse();
    assertThat(member.foreign(List.of(), List.of())).isTrue();
    assertThat(member.unlimited()).isFalse();
    Grantee account = new Grantee(Grantee.Kind.ACCOUNT, "111122223333", Set.of(), Set.of());
    assertThat(account.foreign(List.of("111122223333"), List.of())).isFalse();
    assertThat(account.foreign(List.of(), List.of())).isTrue();
    assertThat(service(Set.of(), Set.of()).foreign(List.of(), List.of())).isFalse();
  }

  @Test
  void distinguishesServicesThatActForForeigners() {
    List<String> accounts = List.of("111122223333", "444455556666");
    List<String> organizations = List.of("o-ours");
    assertThat(service(Set.of(), Set.of()).deputyOfOthers(accounts, organizations)).isTrue();
    assertThat(service(Set.of(), Set.of("111122223333")).deputyOfOthers(accounts, organizations))
        .isFalse();
    assertThat(
            service(Set.of(), Set.of("111122223333", "999988887777"))
                .deputyOfOthers(accounts, organizations))
        .isTrue();
    assertThat(service(Set.of("o-ours"), Set.of()).deputyOfOthers(accounts, organizations))
        .isFalse();
    assertThat(
            service(Set.of("o-ours", "o-theirs"), Set.of()).deputyOfOthers(accounts, organizations))
        .isTrue();
    assertThat(
            service(Set.of("o-theirs"), Set.of("111122223333"))
                .deputyOfOthers(accounts, organizations))
        .isFalse();
    Grantee account = new Grantee(Grantee.Kind.ACCOUNT, "999988887777", Set.of(), Set.of());
    assertThat(account.deputyOfOthers(accounts, organizations)).isFalse();
  }

  private static Grantee service(Set<String> organizations, Set<String> sourceAccounts) {
    return new Grantee(Grantee.Kind.SERVICE, "a.amazonaws.com", organizations, sourceAccounts);
  }

  @Property(tries = 200)
  void denyAddsNoGrantees(
      @ForAll("statements") String allowed, @ForAll("statements") String denied) {
    String deny = denied.replace("Allow", "Deny");
    assertThat(parsed(allowed + "," + deny)).isEqualTo(parsed(allowed));
  }

  @Property(tries = 300)
  void furtherConditionAddsNoGrantees(
      @ForAll("principals") String principal,
      @ForAll("conditions") List<String> conditions,
      @ForAll("conditions") List<String> further) {
    Set<Grantee> before = parsed(statement(principal, conditions));
    List<String> all =
        java.util.stream.Stream.concat(
                conditions.stream(),
                further.stream().filter(condition -> !sameOperator(condition, conditions)))
            .toList();
    for (Grantee grantee : parsed(statement(principal, all))) {
      assertThat(before)
          .as("%s + %s", conditions, further)
          .anyMatch(wider -> covers(wider, grantee));
    }
  }

  /** Whether the wider grantee includes the narrower. */
  private static boolean covers(Grantee wider, Grantee narrower) {
    boolean who =
        (wider.kind() == Grantee.Kind.EVERYONE && narrower.kind() != Grantee.Kind.SERVICE)
            || (wider.kind() == narrower.kind() && wider.id().equals(narrower.id()));
    return who
        && within(wider.organizations(), narrower.organizations())
        && within(wider.sourceAccounts(), narrower.sourceAccounts());
  }

  private static boolean within(Set<String> wider, Set<String> narrower) {
    return wider.isEmpty() || (!narrower.isEmpty() && wider.containsAll(narrower));
  }

  /** Two blocks of one operator would be one duplicate JSON member. */
  private static boolean sameOperator(String condition, List<String> others) {
    String operator = condition.substring(0, condition.indexOf(':', condition.indexOf('"', 1)));
    return others.stream().anyMatch(other -> other.startsWith(operator + ":"));
  }

  @Provide
  Arbitrary<String> principals() {
    return Arbitraries.of(
        EVERYONE,
        "\"Principal\":{\"AWS\":[\"111122223333\",\"999988887777\"]}",
        "\"Principal\":{\"Service\":\"a.amazonaws.com\",\"CanonicalUser\":\"c1\"}",
        "\"NotPrincipal\":{\"AWS\":\"111122223333\"}");
  }

  @Provide
  Arbitrary<List<String>> conditions() {
    Arbitrary<String> tests =
        Arbitraries.of(
            "\"aws:PrincipalAccount\":\"111122223333\"",
            "\"aws:PrincipalAccount\":[\"111122223333\",\"999988887777\"]",
            "\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"",
            "\"aws:PrincipalOrgID\":[\"o-a1b2c3d4e5\",\"o-zzzzzzzzzz\"]",
            "\"aws:SourceAccount\":\"999988887777\"",
            "\"aws:SourceOrgID\":\"o-a1b2c3d4e5\"",
            "\"aws:SourceArn\":\"arn:aws:sns:eu-west-1:111122223333:t\"",
            "\"aws:PrincipalArn\":\"arn:aws:iam::*:role/r\"",
            "\"aws:SourceIp\":\"192.0.2.0/24\"");
    Arbitrary<String> operators =
        Arbitraries.of(
            "StringEquals", "StringLike", "ArnLike", "StringNotEquals", "StringEqualsIfExists");
    return Combinators.combine(operators, tests)
        .as((operator, test) -> "\"" + operator + "\":{" + test + "}")
        .list()
        .ofMaxSize(3)
        .uniqueElements(condition -> condition.substring(0, condition.indexOf('{')));
  }

  @Provide
  Arbitrary<String> statements() {
    return Combinators.combine(principals(), conditions()).as(PolicyDocumentTest::statement);
  }

  private static String statement(String principal, List<String> conditions) {
    return "{\"Effect\":\"Allow\","
        + principal
        + ",\"Condition\":{"
        + String.join(",", conditions)
        + "}}";
  }

  private static Set<Grantee> parsed(String statements) {
    return PolicyDocument.parse("{\"Statement\":[" + statements + "]}")
        .orElseThrow()
        .grantees()
        .collect(Collectors.toSet());
  }

  private static String grantees(String statement) {
    return parsed(statement).stream()
        .map(
            grantee ->
                grantee.kind()
                    + " "
                    + grantee.id()
                    + (grantee.organizations().isEmpty()
                        ? ""
                        : " of " + String.join(" ", grantee.organizations()))
                    + (grantee.sourceAccounts().isEmpty()
                        ? ""
                        : " for " + String.join(" ", grantee.sourceAccounts())))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
