package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.text.EnumNames;

/** The supported modifiers, by their Sigma names. */
enum Modifier {
  CONTAINS,
  STARTSWITH,
  ENDSWITH,
  ALL,
  /** The default, written explicitly. */
  ANY,
  CASED,
  /** The comparison must fail. */
  NEQ,
  EXPAND,
  EXISTS,
  RE,
  /** After {@code re}: case-insensitive. */
  I,
  /** After {@code re}: {@code ^} and {@code $} match at line breaks. */
  M,
  /** After {@code re}: {@code .} matches line breaks. */
  S,
  CIDR,
  GT,
  GTE,
  LT,
  LTE,
  FIELDREF,
  BASE64,
  BASE64OFFSET,
  WIDE,
  UTF16LE;

  String word() {
    return EnumNames.lowerCase(this);
  }
}
