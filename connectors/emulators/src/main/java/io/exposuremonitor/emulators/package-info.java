/**
 * AWS services emulated on this machine, each started on a free loopback port. What an emulator is
 * made of never meets the program's own class path: it runs in a class loader or a process of its
 * own.
 */
@NullMarked
package io.exposuremonitor.emulators;

import org.jspecify.annotations.NullMarked;
