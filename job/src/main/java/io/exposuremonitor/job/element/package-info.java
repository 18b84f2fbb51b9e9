/** The elements that flow between operators, their types and their timestamps. */
@NullMarked
package io.exposuremonitor.job.element;

import org.jspecify.annotations.NullMarked;
