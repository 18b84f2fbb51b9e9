/**
 * What sources have in common that one reader does all of: there is one split, and it is given to
 * one reader.
 */
@NullMarked
package io.exposuremonitor.connectors.single;

import org.jspecify.annotations.NullMarked;
