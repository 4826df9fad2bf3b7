/**
 * What must not be lost, shown by taking away what it stands on. Each test does one fault to a {@link org.doorward.itest.faults.victim.Victim}, a
 * process of its own, or to an instance, and judges the trail that is left with readers that are not the project's: the real {@code ausearch}, and
 * a plain scan of the text. Each has a control: the same fault done to a {@link org.doorward.itest.faults.victim.Twin} that is broken on purpose
 * must fail the test.
 *
 * <p>Tag {@code machine}: root, loop devices and Debian's packages are needed, and what is missing is a failure. Tag {@code long}: more rounds of
 * the same.
 *
 * <pre>
 *   what happens                    who does it                               test
 *   kill -9, at any call            the kernel; faults.c                      KilledProcessIT
 *   power cut                       LoopDisk.powerCut                         PowerCutIT
 *   a sync fails                    ErrorDisk (nbdkit), faults.c              FailedSyncIT
 *   the Nth call of a sort fails    faults.c                                  FailedCallsIT
 *   the disk is full                tmpfs, faults.c at a byte, ulimit -f      FullDiskIT
 *   the disk stands still           LoopDisk.freeze                           StalledDiskIT
 *   the same under an instance      LoopDisk.freeze                           AdministratorIT
 *   the disk can only be read       LoopDisk.abort                            ReadOnlyDiskIT
 *   the clock jumps                 libfaketime                               ClockJumpIT
 *   a start over a trail of 1 GB    the test writes it                        RecoveryIT
 *   hardly any memory               -Xmx64m                                   SmallHeapIT
 *   limits change under load        the victim is told                        ChangingLimitsIT
 * </pre>
 */
package org.doorward.itest.faults;
