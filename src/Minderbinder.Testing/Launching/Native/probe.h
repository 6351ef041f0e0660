/* Finds out whether the test process can make a call of another process fail. */
#pragma once

/*
 * Makes a call that the filter in place is to make fail with the error below. Leaves with code 0 if it did.
 * The filter must not spare the launcher.
 */
__attribute__((noreturn)) void probe(void);
