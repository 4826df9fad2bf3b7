package org.doorward.guard;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.doorward.module.Kind;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The enforcement point of a bundle: runs its operations under mediation. A bundle-scoped service; the instance belongs to the
 * bundle that got it.
 *
 * <p>Each method asks the modules first. If one denies, the body does not run and {@link OperationDeniedException} is thrown, after the
 * event was emitted. Otherwise the body runs, on the arguments that were judged; what it returns or throws is the outcome and is
 * handed through unchanged. A kind that nobody wants costs one look-up: no clock, no lock, no allocation.
 *
 * <p><strong>Thread-safety.</strong> Safe for all threads, virtual ones included. <strong>Blocking.</strong> An operation that is flagged
 * for the reliable lane may wait for room in the backlog, at most the backlog wait time; with {@code commit=exit} it returns when
 * its record is on the disk.
 */
@ProviderType
public interface OperationGuard {
    /**
     * Runs a file operation with one path.
     *
     * @param kind of family {@code file}, with one path
     * @param path handed to {@code body} as it was judged
     * @return what the body returned, {@code null} included
     * @throws X what the body threw
     * @throws OperationDeniedException if a module denied
     * @throws IllegalArgumentException if the kind is not of family file, unknown, or has two paths
     */
    <T, X extends Exception> T file(Kind kind, Path path, PathBody<Path, T, X> body) throws X;

    /** As {@link #file(Kind, Path, PathBody)}, for a name on the default file system. Allocates nothing, however fresh the name. */
    <T, X extends Exception> T file(Kind kind, String path, PathBody<String, T, X> body) throws X;

    /**
     * Runs a file operation with two paths: rename, link, symlink, copy.
     *
     * @param kind of family {@code file}, with two paths
     * @param source where it comes from (for a symbolic link: what it points to)
     * @param target where it goes to
     * @return what the body returned, {@code null} included
     * @throws X what the body threw
     * @throws OperationDeniedException if a module denied
     * @throws IllegalArgumentException if the kind is not of family file, unknown, or has one path
     */
    <T, X extends Exception> T file(Kind kind, Path source, Path target, PathPairBody<Path, T, X> body) throws X;

    /** As {@link #file(Kind, Path, Path, PathPairBody)}, for names on the default file system. Allocates nothing, however fresh the names. */
    <T, X extends Exception> T file(Kind kind, String source, String target, PathPairBody<String, T, X> body) throws X;

    /**
     * Begins an operation of any kind of the application's own, or of family file.
     *
     * @return where to set its arguments; belongs to this thread, until it is entered
     * @throws IllegalArgumentException if the kind contradicts the definition of another bundle, naming both, or belongs to a family
     *     whose operations the framework itself mediates
     */
    OperationEntry operation(Kind kind);

    /**
     * Runs a body for somebody: until it returns, {@linkplain org.doorward.module.Subject#principal principal} and
     * {@linkplain org.doorward.module.Subject#tenant tenant} of every operation of this thread are these, of calls that the agent intercepts,
     * too. Is itself an operation, {@code identity.assume}, which ends before the body begins. May be nested: the innermost counts.
     *
     * <p>A thread that the body starts by itself goes on for the same (where there is an agent); a task that it hands to a pool does with
     * {@link #carrying}, for a pool's threads are everybody's.
     *
     * @param principal who it is; at most 256 characters
     * @param tenant for whom it is kept apart; at most 256 characters, {@code null}: nobody
     * @return what the body returned, {@code null} included
     * @throws X what the body threw
     * @throws OperationDeniedException if a module denied; the body did not run
     * @throws IllegalArgumentException if a name is empty or too long
     */
    <T, X extends Exception> T as(String principal, String tenant, Body<T, X> body) throws X;

    /**
     * Runs a body in the name of this guard's bundle alone: who called it answers for nothing that the body does, as if the stack ended
     * here. What is handed in by callers and runs within the body, runs in their name as before. Is itself an operation, {@code
     * identity.runas}, which ends before the body begins.
     *
     * <p>For a bundle that does for everybody what few may do themselves, and has made sure that it may be done.
     *
     * @return what the body returned, {@code null} included
     * @throws X what the body threw
     * @throws OperationDeniedException if a module denied; the body did not run
     */
    <T, X extends Exception> T runAs(Body<T, X> body) throws X;

    /**
     * An executor that hands tasks on to another one, each with the principal and tenant of the thread that submits it, or with none. Keeps
     * {@code executor}; safe for all threads if that is.
     */
    Executor carrying(Executor executor);
}
