/*
 * Stands between a process and its C library, by LD_PRELOAD, and makes system calls on chosen files fail.
 *
 * FAULTS names a file with one rule a line; it is read again whenever another file is put in its place, which also begins the counts anew:
 *
 *     CALL PATTERN WHEN ACTION          e.g.  sync *%audit.log 3 EIO
 *
 *   CALL     open write sync truncate rename unlink close; names = open, rename, unlink, close and the sync of a folder; any = each of them
 *   PATTERN  of fnmatch(3) on the absolute path of the file (of a rename: of its source); % stands for /
 *   WHEN     N: the Nth such call; N+: it and all after it; @B: the write that would pass B bytes in all, of which it takes what is left, and all
 *            after it
 *   ACTION   EIO or ENOSPC; kill: SIGKILL before the call
 *
 * A sync that fails keeps what its error says: what was written to that file since its last good sync becomes zeros. The kernel does the same after a
 * failed write-back: its pages count as clean, and are dropped one day (PostgreSQL's fsync of November 2018).
 *
 * Each rule that acted adds a line to the file FAULTS.fired.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { RULES = 16, FILES = 4096 };
enum act { PASS, FAIL, KILL, SHORT };

struct rule {
    char call[16], pattern[256], action[16];
    long nth, from, bytes; /* one of them is set */
    long seen;             /* calls, or bytes */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct rule rules[RULES];
static int count;
static ino_t loaded;
static struct timespec loaded_at;
static off_t durable[FILES]; /* by descriptor: where the last good sync ended */

static void load(void) {
    const char *file = getenv("FAULTS");
    struct stat now;
    if (!file || syscall(SYS_newfstatat, AT_FDCWD, file, &now, 0)) { count = 0; return; }
    if (now.st_ino == loaded && now.st_mtim.tv_sec == loaded_at.tv_sec && now.st_mtim.tv_nsec == loaded_at.tv_nsec) return;
    loaded = now.st_ino;
    loaded_at = now.st_mtim;
    count = 0;
    char text[4096], when[32];
    int fd = syscall(SYS_openat, AT_FDCWD, file, O_RDONLY);
    long length = fd < 0 ? 0 : syscall(SYS_read, fd, text, sizeof text - 1);
    if (fd >= 0) syscall(SYS_close, fd);
    text[length < 0 ? 0 : length] = 0;
    char *rest = text;
    for (char *line = strsep(&rest, "\n"); line && count < RULES; line = strsep(&rest, "\n")) {
        struct rule *rule = &rules[count];
        memset(rule, 0, sizeof *rule);
        if (sscanf(line, "%15s %255s %31s %15s", rule->call, rule->pattern, when, rule->action) != 4) continue;
        for (char *at = rule->pattern; *at; at++) if (*at == '%') *at = '/';
        if (when[0] == '@') { rule->bytes = atol(when + 1); rule->seen = 0; rule->nth = rule->from = -1; }
        else { rule->bytes = -1; rule->nth = strchr(when, '+') ? -1 : atol(when); rule->from = strchr(when, '+') ? atol(when) : -1; }
        count++;
    }
}

static void fired(const struct rule *rule, const char *call, const char *path) {
    char file[PATH_MAX], line[PATH_MAX + 64];
    snprintf(file, sizeof file, "%s.fired", getenv("FAULTS"));
    int length = snprintf(line, sizeof line, "%s %s %s\n", call, path, rule->action);
    int fd = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd >= 0) { syscall(SYS_write, fd, line, length); syscall(SYS_close, fd); }
}

static int is_name(const char *call, const char *path) {
    struct stat what;
    if (!strcmp(call, "sync")) return !syscall(SYS_newfstatat, AT_FDCWD, path, &what, 0) && S_ISDIR(what.st_mode);
    return !strcmp(call, "open") || !strcmp(call, "rename") || !strcmp(call, "unlink") || !strcmp(call, "close");
}

static int covers(const struct rule *rule, const char *call, const char *path) {
    if (strcmp(rule->call, call) && strcmp(rule->call, "any") && (strcmp(rule->call, "names") || !is_name(call, path))) return 0;
    return !fnmatch(rule->pattern, path, 0);
}

static enum act action(const struct rule *rule, int *error) {
    if (!strcmp(rule->action, "kill")) return KILL;
    *error = !strcmp(rule->action, "ENOSPC") ? ENOSPC : EIO;
    return FAIL;
}

/* What to do with this call. SHORT: *room bytes fit. */
static enum act decide(const char *call, const char *path, size_t size, size_t *room, int *error) {
    enum act todo = PASS;
    pthread_mutex_lock(&lock);
    load();
    for (int i = 0; i < count && todo == PASS; i++) {
        struct rule *rule = &rules[i];
        if (!covers(rule, call, path)) continue;
        if (rule->bytes >= 0) {
            size_t left = rule->bytes - rule->seen;
            if (size <= left) { rule->seen += size; continue; }
            rule->seen = rule->bytes;
            *room = left;
            todo = left ? SHORT : action(rule, error);
        } else {
            rule->seen++;
            if (rule->seen == rule->nth || (rule->from >= 0 && rule->seen >= rule->from)) todo = action(rule, error);
        }
        if (todo != PASS) fired(rule, call, path);
    }
    pthread_mutex_unlock(&lock);
    if (todo == KILL) { kill(getpid(), SIGKILL); pause(); }
    return todo;
}

/* The path of a descriptor; empty if it is none of a file. */
static const char *path_of(int fd, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, into, PATH_MAX - 1);
    into[length < 0 ? 0 : length] = 0;
    return into[0] == '/' ? into : "";
}

static enum act judge_fd(const char *call, int fd, size_t size, size_t *room, int *error) {
    char path[PATH_MAX];
    if (!getenv("FAULTS") || !*path_of(fd, path)) return PASS;
    return decide(call, path, size, room, error);
}

static enum act judge_path(const char *call, const char *name, int *error) {
    char path[PATH_MAX];
    size_t room;
    if (!getenv("FAULTS") || !name) return PASS;
    if (name[0] != '/') {
        if (!getcwd(path, sizeof path) || strlen(path) + strlen(name) + 2 > sizeof path) return PASS;
        strcat(path, "/");
        name = strcat(path, name);
    }
    return decide(call, name, 0, &room, error);
}

ssize_t write(int fd, const void *from, size_t size) {
    size_t room = 0; int error = 0;
    switch (judge_fd("write", fd, size, &room, &error)) {
        case FAIL: errno = error; return -1;
        case SHORT: size = room; break;
        default: break;
    }
    return syscall(SYS_write, fd, from, size);
}

ssize_t writev(int fd, const struct iovec *from, int parts) {
    size_t room = 0, size = 0; int error = 0;
    for (int i = 0; i < parts; i++) size += from[i].iov_len;
    switch (judge_fd("write", fd, size, &room, &error)) {
        case FAIL: errno = error; return -1;
        case SHORT: return syscall(SYS_write, fd, from[0].iov_base, room < from[0].iov_len ? room : from[0].iov_len);
        default: return syscall(SYS_writev, fd, from, parts);
    }
}

static ssize_t positioned(int fd, const void *from, size_t size, off_t at) {
    size_t room = 0; int error = 0;
    switch (judge_fd("write", fd, size, &room, &error)) {
        case FAIL: errno = error; return -1;
        case SHORT: size = room; break;
        default: break;
    }
    return syscall(SYS_pwrite64, fd, from, size, at);
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { return positioned(fd, from, size, at); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { return positioned(fd, from, size, at); }

static int synced(int fd, long number) {
    size_t room; int error = 0;
    struct stat now;
    int known = fd < FILES && !fstat(fd, &now) && S_ISREG(now.st_mode);
    switch (judge_fd("sync", fd, 0, &room, &error)) {
        case FAIL:
            if (known && now.st_size > durable[fd])
                fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, durable[fd], now.st_size - durable[fd]);
            if (known) durable[fd] = now.st_size; /* clean pages: nothing is left for a second sync */
            errno = error;
            return -1;
        default: break;
    }
    int result = syscall(number, fd);
    if (!result && known) durable[fd] = now.st_size;
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int truncated(int fd, off_t size) {
    size_t room; int error = 0;
    if (judge_fd("truncate", fd, 0, &room, &error) == FAIL) { errno = error; return -1; }
    int result = syscall(SYS_ftruncate, fd, size);
    if (!result && fd < FILES && durable[fd] > size) durable[fd] = size;
    return result;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

static int opened(int folder, const char *name, int flags, va_list more) {
    int error = 0;
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
    if (judge_path("open", name, &error) == FAIL) { errno = error; return -1; }
    int fd = syscall(SYS_openat, folder, name, flags, mode);
    struct stat now;
    if (fd >= 0 && fd < FILES) durable[fd] = fstat(fd, &now) ? 0 : now.st_size;
    return fd;
}

#define OPEN(name, declared, folder, path)                                 \
    int name declared {                                                    \
        va_list more; va_start(more, flags);                               \
        int fd = opened(folder, path, flags, more);                        \
        va_end(more);                                                      \
        return fd;                                                         \
    }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(openat, (int folder, const char *path, int flags, ...), folder, path)
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, path)

int rename(const char *from, const char *to) {
    int error = 0;
    if (judge_path("rename", from, &error) == FAIL) { errno = error; return -1; }
    return syscall(SYS_rename, from, to);
}

int renameat(int a, const char *from, int b, const char *to) {
    int error = 0;
    if (judge_path("rename", from, &error) == FAIL) { errno = error; return -1; }
    return syscall(SYS_renameat2, a, from, b, to, 0);
}

int unlink(const char *path) {
    int error = 0;
    if (judge_path("unlink", path, &error) == FAIL) { errno = error; return -1; }
    return syscall(SYS_unlink, path);
}

int close(int fd) {
    size_t room; int error = 0;
    enum act judged = judge_fd("close", fd, 0, &room, &error);
    int result = syscall(SYS_close, fd); /* the descriptor is gone whatever close says */
    if (judged == FAIL) { errno = error; return -1; }
    return result;
}
