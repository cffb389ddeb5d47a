/// OKX v5 as a client sees it: REST under `/api/v5`, one public socket. All numbers are texts;
/// sizes are in contracts; funding names the settlement it is for and the one after.
@NullMarked
package dev.carry.sim.okx;

import org.jspecify.annotations.NullMarked;
