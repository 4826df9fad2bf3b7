/**
 * Keeps the documents true: tables that are made from the code, examples that compile and run, links that lead somewhere, commands
 * that exist.
 */
package org.doorward.itest.documentation;
