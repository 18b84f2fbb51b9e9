package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matches of one field with one value, according to the Sigma specification and docs/rules.md. */
class FieldMatchingTest {
  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '¦',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      textBlock =
          """
          # strings: whole, without regard to case
          f: Orders             ¦ "f":"orders"                      ¦ true
          f: Orders             ¦ "f":"orders2"                     ¦ false
          f: Straße             ¦ "f":"STRAßE"                      ¦ true
          f: ''                 ¦ "f":""                            ¦ true
          f: ''                 ¦ "f":"x"                           ¦ false
          f: ''                 ¦ "g":"x"                           ¦ false
          f: ''                 ¦ "f":{}                            ¦ false
          f|contains: '"'       ¦ "f":"a"                           ¦ false
          # wildcards and escapes
          f: or*rs              ¦ "f":"orders"                      ¦ true
          f: or?ers             ¦ "f":"orders"                      ¦ true
          f: or?ers             ¦ "f":"orers"                       ¦ false
          f: '*'                ¦ "f":""                            ¦ true
          f: 'a\\*c'            ¦ "f":"a*c"                         ¦ true
          f: 'a\\*c'            ¦ "f":"abc"                         ¦ false
          f: 'a\\?c'            ¦ "f":"a?c"                         ¦ true
          f: 'a\\?c'            ¦ "f":"abc"                         ¦ false
          f: 'a\\\\*'           ¦ "f":"a\\\\bc"                     ¦ true
          f: 'a\\\\*'           ¦ "f":"a*"                          ¦ false
          f: 'a\\\\\\*'         ¦ "f":"a\\\\*"                      ¦ true
          f: 'a\\b'             ¦ "f":"a\\\\b"                      ¦ true
          f: 'a\\\\b'           ¦ "f":"a\\\\b"                      ¦ true
          # numbers and booleans, as themselves and as text
          f: 5                  ¦ "f":5                             ¦ true
          f: 5                  ¦ "f":5.0                           ¦ true
          f: 5                  ¦ "f":"5"                           ¦ true
          f: 5                  ¦ "f":"005"                         ¦ true
          f: '5'                ¦ "f":5                             ¦ true
          f: 0x17               ¦ "f":"0X17"                        ¦ true
          f: 0x17               ¦ "f":23                            ¦ false
          f: 5                  ¦ "f":"five"                        ¦ false
          f: 4.5                ¦ "f":"4.50"                        ¦ true
          f: 5                  ¦ "f":{"g":5}                       ¦ false
          f: true               ¦ "f":true                          ¦ true
          f: true               ¦ "f":"True"                        ¦ true
          f: true               ¦ "f":false                         ¦ false
          f: 'false'            ¦ "f":false                         ¦ true
          # null: missing, or null
          f: null               ¦ "g":1                             ¦ true
          f: null               ¦ "f":null                          ¦ true
          f:                    ¦ "f":null                          ¦ true
          f: null               ¦ "f":""                            ¦ false
          f: 'null'             ¦ "f":null                          ¦ false
          exposure.actor.account: '' ¦ "f":1                        ¦ false
          f: null               ¦ "f":{}                            ¦ false
          f: [a, null]          ¦ "f":null                          ¦ true
          f: [a, null]          ¦ "f":"a"                           ¦ true
          f: [a, null]          ¦ "f":"b"                           ¦ false
          # lists of values are alternatives; lists in the record, any element
          f: [a, b]             ¦ "f":"b"                           ¦ true
          f: [a, b]             ¦ "f":"c"                           ¦ false
          f: a                  ¦ "f":["b","a"]                     ¦ true
          f: a                  ¦ "f":[["b"],["a"]]                 ¦ true
          f: a                  ¦ "f":[]                            ¦ false
          # paths
          f.g: a                ¦ "f":{"g":"a"}                     ¦ true
          f.g: a                ¦ "f":[{"g":"b"},{"g":"a"}]         ¦ true
          f.g: a                ¦ "f":"a"                           ¦ false
          F.Key: a              ¦ "f":{"key":"a"}                   ¦ true
          f.key: a              ¦ "f":{"Key":"b","key":"a"}         ¦ true
          f.key: b              ¦ "f":{"Key":"b","key":"a"}         ¦ false
          # affixes
          f|contains: der       ¦ "f":"orDERs"                      ¦ true
          f|contains: 'd*s'     ¦ "f":"orders."                     ¦ true
          f|startswith: or      ¦ "f":"Orders"                      ¦ true
          f|startswith: de      ¦ "f":"orders"                      ¦ false
          f|endswith: RS        ¦ "f":"orders"                      ¦ true
          f|endswith: or        ¦ "f":"orders"                      ¦ false
          f|contains|all: [a,b] ¦ "f":"xbxa"                        ¦ true
          f|contains|all: [a,b] ¦ "f":"xb"                          ¦ false
          f|all: [a, b]         ¦ "f":["a","b","c"]                 ¦ true
          f|all: [a, b]         ¦ "f":["a"]                         ¦ false
          f|any: [a, b]         ¦ "f":"a"                           ¦ true
          f|contains: 11        ¦ "f":"2113"                        ¦ true
          # case
          f|cased: Orders       ¦ "f":"orders"                      ¦ false
          f|cased: Orders       ¦ "f":"Orders"                      ¦ true
          f|contains|cased: Der ¦ "f":"orders"                      ¦ false
          # regular expressions: anywhere, cased unless i
          f|re: 'o.d'           ¦ "f":"xord"                        ¦ true
          f|re: '^o.d$'         ¦ "f":"xord"                        ¦ false
          f|re: 'O.D'           ¦ "f":"ord"                         ¦ false
          f|re|i: 'O.D'         ¦ "f":"ord"                         ¦ true
          f|re|m: '^b$'         ¦ "f":"a\\nb\\nc"                   ¦ true
          f|re: '^b$'           ¦ "f":"a\\nb\\nc"                   ¦ false
          f|re|s: 'a.b'         ¦ "f":"a\\nb"                       ¦ true
          f|re: 'a.b'           ¦ "f":"a\\nb"                       ¦ false
          f|re: '^5$'           ¦ "f":5                             ¦ true
          # addresses
          f|cidr: 192.0.2.0/24  ¦ "f":"192.0.2.77"                  ¦ true
          f|cidr: 192.0.2.0/24  ¦ "f":"192.0.3.1"                   ¦ false
          f|cidr: 192.0.2.0/24  ¦ "f":"backup.amazonaws.com"        ¦ false
          f|cidr: 10.0.0.0/8    ¦ "f":10                            ¦ false
          f|cidr: 2001:db8::/33 ¦ "f":"2001:db8:7fff::1"            ¦ true
          f|cidr: 2001:db8::/33 ¦ "f":"2001:db8:8000::1"            ¦ false
          # presence
          f|exists: true        ¦ "f":""                            ¦ true
          f|exists: true        ¦ "f":[]                            ¦ true
          f|exists: true        ¦ "f":null                          ¦ false
          f|exists: false       ¦ "f":null                          ¦ true
          f|exists: false       ¦ "f":0                             ¦ false
          f.g|exists: true      ¦ "f":[{"h":1},{"g":1}]             ¦ true
          f.g|exists: true      ¦ "f":[{"h":1}]                     ¦ false
          # comparison
          f|gt: 5               ¦ "f":6                             ¦ true
          f|gt: 5               ¦ "f":5                             ¦ false
          f|gte: 5              ¦ "f":"5"                           ¦ true
          f|lt: 5               ¦ "f":4.5                           ¦ true
          f|lte: 5              ¦ "f":"x"                           ¦ false
          f|lte: 5              ¦ "f":5                             ¦ true
          f|lte: 5              ¦ "f":6                             ¦ false
          f|lt: 5               ¦ "f":5                             ¦ false
          f|gte: 5              ¦ "f":4.9                           ¦ false
          f|gt: 5               ¦ "f":1e400                         ¦ false
          f|lt: 5               ¦ "f":-1e400                        ¦ false
          f|gt: 5               ¦ "f":"1e400"                       ¦ true
          f|gt: 5               ¦ "f":" 7 "                         ¦ true
          f|gt: 5               ¦ "f":"1111111111222222222233333333334444444444"  ¦ true
          f|gt: 5               ¦ "f":"11111111112222222222333333333344444444445" ¦ false
          # maps: what looks anywhere in a text looks at each value within, and at the JSON
          f|contains: spend     ¦ "f":{"g":{"h":"Suspended"}}       ¦ true
          f|contains: '"h":"S'  ¦ "f":{"g":{"h":"Suspended"}}       ¦ true
          f|contains: spend     ¦ "f":[{"g":"Suspended"}]           ¦ true
          f|contains: spend     ¦ "f":{"g":"Enabled"}               ¦ false
          f|contains|all: ['"a"','"b"'] ¦ "f":{"g":"[\\"a\\", \\"b\\"]"} ¦ true
          f|contains|all: ['"a"','"b"'] ¦ "f":{"g":"[\\"a\\"]"}           ¦ false
          f: '*'                ¦ "f":{}                            ¦ true
          f: '*pend*'           ¦ "f":{"g":"Suspended"}             ¦ true
          f|re: '^a$'           ¦ "f":{"g":["b","a"]}               ¦ true
          f|re: '"g":"a.'       ¦ "f":{"g":"ab"}                    ¦ true
          f: a                  ¦ "f":{"g":"a"}                     ¦ false
          f|startswith: a       ¦ "f":{"g":"a"}                     ¦ false
          # different
          f|neq: a              ¦ "f":"b"                           ¦ true
          f|neq: a              ¦ "f":"A"                           ¦ false
          f|neq: a              ¦ "g":"b"                           ¦ true
          f|neq: a              ¦ "f":["b","a"]                     ¦ false
          f|neq: 5              ¦ "f":"5"                           ¦ false
          f|neq: [a, b]         ¦ "f":"b"                           ¦ false
          f|contains|neq: a     ¦ "f":"xax"                         ¦ false
          f|re|neq: '^a'        ¦ "f":"ba"                          ¦ true
          f|cidr|neq: 10.0.0.0/8 ¦ "f":"10.1.2.3"                   ¦ false
          f|fieldref|neq: g     ¦ "f":"a","g":"b"                   ¦ true
          # another field
          f|fieldref: g         ¦ "f":"a","g":"A"                   ¦ true
          f|fieldref|cased: g   ¦ "f":"a","g":"A"                   ¦ false
          f|fieldref|cased: g   ¦ "f":"a","g":"a"                   ¦ true
          f|fieldref: g         ¦ "f":{"h":"a"},"g":""              ¦ false
          f|fieldref: g         ¦ "f":"","g":{"h":"a"}              ¦ false
          f|fieldref: g         ¦ "f":"a","g":["b","a"]             ¦ true
          f|fieldref: g         ¦ "f":"a"                           ¦ false
          # encodings
          f|base64: scan        ¦ "f":"c2Nhbg=="                    ¦ true
          f|base64offset|contains: scan   ¦ "f":"eyJhIjoic2NhbiJ9"  ¦ true
          f|base64offset|contains: query  ¦ "f":"eyJhIjoic2NhbiJ9"  ¦ false
          f|wide|base64: scan   ¦ "f":"cwBjAGEAbgA="                ¦ true
          """)
  void comparesAsSpecified(String field, String members, boolean expected) {
    assertThat(Rules.matches(Rules.search(field), members)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          search: [mimikatz]            ¦ "f":{"g":["a mimiKatz b"]}   ¦ true
          search: [mimikatz]            ¦ "f":"x"                      ¦ false
          search: mimikatz              ¦ "f":"mimikatz"               ¦ true
          search: {"|all": [a1, b1]}    ¦ "f":"a1","g":"b1"            ¦ true
          search: {"|all": [a1, b1]}    ¦ "f":"a1"                     ¦ false
          search: {"|startswith": mimi} ¦ "f":"mimikatz"               ¦ true
          search: {"|startswith": mimi} ¦ "f":"a mimikatz"             ¦ false
          search: ["null"]              ¦ "f":null                     ¦ false
          search: [a1, {f: b1}]         ¦ "f":"b1"                     ¦ true
          search: [{f: a, g: b}, {f: c}]¦ "f":"c"                      ¦ true
          search: [{f: a, g: b}, {f: c}]¦ "f":"a"                      ¦ false
          search: {"|re": '^a.c$'}      ¦ "f":["abc"]                  ¦ true
          search: {"|re": ['^a', '^b']} ¦ "f":["bc"]                   ¦ true
          search: {<<: {f: a}, g: b}    ¦ "f":"a","g":"b"              ¦ true
          search: {<<: {f: a}, g: b}    ¦ "g":"b"                      ¦ false
          """)
  void matchesKeywordsAnywhereAndAnyMapOfAList(String search, String members, boolean expected) {
    String rule = Rules.rule(search + "\ncondition: search\n");
    assertThat(Rules.matches(rule, members)).isEqualTo(expected);
  }
}
