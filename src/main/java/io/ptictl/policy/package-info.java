/** What may run opted out: marked files, the rules they keep, the records of them. */
@NullMarked
package io.ptictl.policy;

import org.jspecify.annotations.NullMarked;
