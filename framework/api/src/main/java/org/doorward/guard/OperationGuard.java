package org.doorward.guard;

import java.nio.file.Path;
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
}
