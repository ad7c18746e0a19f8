/** Services of systemd: what their units say, and the drop-ins that opt them out. */
@NullMarked
package io.ptictl.service;

import org.jspecify.annotations.NullMarked;
