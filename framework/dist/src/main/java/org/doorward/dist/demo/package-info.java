/**
 * {@code doorward demo}: the main job, shown on real files.
 *
 * <pre>
 *   Demo ------- the script: one method for each step
 *     DemoHome       what the demo puts into deploy/ and conf/, and takes away again
 *     WorkFolder     the files that the application works on
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
