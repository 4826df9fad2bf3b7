/**
 * {@code doorward demo}: the main job, shown on a real database and on real files.
 *
 * <pre>
 *   Demo ------- runs a script in a home that it may play with
 *     SqlDemo        a database that knows nothing of Doorward; one method for each step
 *     UserSqlDemo    the same database with statements of the user
 *       Database       H2, its client, and lines for it
 *     GuardDemo      an application that is its own enforcement point; one method for each step
 *     Stage          what every script does to the instance, and says
 *     DemoHome       what the demo puts into deploy/ and conf/, and takes away again
 *     WorkFolder     the files that the application works on; DatabaseFolder: with a list that SQL can read
 *     Workload       the application at work, round after round, in the background
 *     Shell          a line in the instance, as 'doorward exec' runs it
 *     TrailWatch     waits for events of this run
 *     Agreement      what the application counted against what the readers find in the trail
 *     Narrator       what the user sees
 * </pre>
 *
 * A step that does not do what it says throws {@link org.doorward.dist.demo.StepFailedException}, and the demo ends with exit code 1.
 */
package org.doorward.dist.demo;
