/** The session of a test run, for JUnit. */
package dev.pacts.junit;
