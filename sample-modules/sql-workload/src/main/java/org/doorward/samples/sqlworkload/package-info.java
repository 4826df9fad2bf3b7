/**
 * Sample: an SQL client that knows nothing of Doorward, over whatever database registers a {@code DataSourceFactory}.
 *
 * <pre>
 *   SqlCommands --- the two commands of the shell
 *     Script          a file of statements, one after the other
 *     Session         a connection that comes again after a SHUTDOWN
 *       Answer          what a statement returned, as text
 * </pre>
 */
package org.doorward.samples.sqlworkload;
