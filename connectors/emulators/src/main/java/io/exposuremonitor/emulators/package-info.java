/**
 * AWS services emulated on this machine, each started on a free loopback port. An emulator's own
 * code runs in a separate class loader or process and is never on the program's class path.
 */
@NullMarked
package io.exposuremonitor.emulators;

import org.jspecify.annotations.NullMarked;
