/* Stands between a process and the C library: records every call that changes files under a folder, and can
 * make the n-th of them fail. Loaded by LD_PRELOAD; the process drives it through ctypes (recording.py).
 *
 * A record: letter | u32 length of a | u32 length of b | u64 file | u64 offset | a | b, in host order.
 *   C create (a path)  O open existing (a path)  W write (b bytes)  T set size (offset)  S flush a file
 *   D flush a folder (a path)  R rename (a, b)  U unlink (a)  M make folder (a)  A a word of the process (a)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HANDLES 4096
#define REAL(name) ((__typeof__(&name))real_of(#name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int out = -1;
static uint64_t file_of[HANDLES]; /* inode of an open handle below the root, 0 of others */
static char *folder_of[HANDLES];  /* path of an open folder */
static long count, fail_at;
static int fail_errno, fail_on, fail_short;

static void *real_of(const char *name) { return dlsym(RTLD_NEXT, name); }

static int below(const char *path) {
    return root_length && !strncmp(path, root, root_length) && !strstr(path, "-shm");
}

static void record(char letter, uint64_t file, uint64_t offset, const void *a, uint32_t la, const void *b,
                   uint32_t lb) {
    if (out < 0) return;
    char head[25];
    head[0] = letter;
    memcpy(head + 1, &la, 4);
    memcpy(head + 5, &lb, 4);
    memcpy(head + 9, &file, 8);
    memcpy(head + 17, &offset, 8);
    syscall(SYS_write, out, head, sizeof head);
    if (la) syscall(SYS_write, out, a, la);
    if (lb) syscall(SYS_write, out, b, lb);
}

/* Counts a call; tells whether it has to fail. With fail_on every later one fails too: the disk stays full. */
static int fails(void) {
    count++;
    if (!fail_at || (fail_on ? count < fail_at : count != fail_at)) return 0;
    errno = fail_errno;
    return 1;
}

void recorder_start(const char *folder, const char *file) {
    pthread_mutex_lock(&lock);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    if (*file) out = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pthread_mutex_unlock(&lock);
}

void recorder_say(const char *word) {
    pthread_mutex_lock(&lock);
    record('A', 0, 0, word, (uint32_t)strlen(word), "", 0);
    pthread_mutex_unlock(&lock);
}

void recorder_arm(long at, int error, int on, int cut_short) {
    count = 0;
    fail_at = at;
    fail_errno = error;
    fail_on = on;
    fail_short = cut_short;
}

long recorder_count(void) { return count; }

static void opened(int handle, const char *path, int created, int truncated) {
    struct stat facts;
    if (handle < 0 || handle >= HANDLES || fstat(handle, &facts)) return;
    if (S_ISDIR(facts.st_mode)) {
        free(folder_of[handle]);
        folder_of[handle] = strdup(path);
        return;
    }
    file_of[handle] = facts.st_ino;
    record(created ? 'C' : 'O', facts.st_ino, 0, path, (uint32_t)strlen(path), "", 0);
    if (truncated && !created) record('T', facts.st_ino, 0, "", 0, "", 0);
}

static int open_it(const char *path, int flags, mode_t mode) {
    if (!below(path)) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    pthread_mutex_lock(&lock);
    int created = (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK);
    int handle = -1;
    if (!created || !fails()) {
        handle = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
        opened(handle, path, created, flags & O_TRUNC);
    }
    pthread_mutex_unlock(&lock);
    return handle;
}

#define OPEN(name)                                       \
    int name(const char *path, int flags, ...) {         \
        va_list more;                                    \
        va_start(more, flags);                           \
        mode_t mode = va_arg(more, mode_t);              \
        va_end(more);                                    \
        return open_it(path, flags, mode);               \
    }
OPEN(open)
OPEN(open64)

int close(int handle) {
    if (handle >= 0 && handle < HANDLES) {
        file_of[handle] = 0;
        free(folder_of[handle]);
        folder_of[handle] = NULL;
    }
    return REAL(close)(handle);
}

static uint64_t known(int handle) { return handle >= 0 && handle < HANDLES ? file_of[handle] : 0; }

/* `offset` -1: at the handle's own place. A call cut short writes half, as on a disk that is nearly full. */
static ssize_t write_it(int handle, const void *data, size_t length, off_t offset) {
    uint64_t file = known(handle);
    if (!file) {
        return offset < 0 ? syscall(SYS_write, handle, data, length)
                          : syscall(SYS_pwrite64, handle, data, length, offset);
    }
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    int first = fail_at && count + 1 == fail_at;
    int failing = fails();
    if (failing && first && fail_short && length > 1) {
        length /= 2;
        failing = 0;
    }
    if (!failing) {
        off_t at = offset;
        if (offset < 0) {
            int flags = fcntl(handle, F_GETFL);
            at = lseek(handle, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
            done = syscall(SYS_write, handle, data, length);
        } else {
            done = syscall(SYS_pwrite64, handle, data, length, offset);
        }
        if (done > 0) record('W', file, (uint64_t)at, "", 0, data, (uint32_t)done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int handle, const void *data, size_t length) { return write_it(handle, data, length, -1); }
ssize_t pwrite(int h, const void *data, size_t length, off_t at) { return write_it(h, data, length, at); }
ssize_t pwrite64(int h, const void *data, size_t length, off64_t at) { return write_it(h, data, length, at); }

static int size_it(int handle, off_t size) {
    uint64_t file = known(handle);
    pthread_mutex_lock(&lock);
    int result = file && fails() ? -1 : (int)syscall(SYS_ftruncate, handle, size);
    if (file && !result) record('T', file, (uint64_t)size, "", 0, "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int handle, off_t size) { return size_it(handle, size); }
int ftruncate64(int handle, off64_t size) { return size_it(handle, size); }

static int flush_it(int handle, long call) {
    const char *folder = handle >= 0 && handle < HANDLES ? folder_of[handle] : NULL;
    uint64_t file = known(handle);
    pthread_mutex_lock(&lock);
    int result = (file || folder) && fails() ? -1 : (int)syscall(call, handle);
    if (!result && file) record('S', file, 0, "", 0, "", 0);
    if (!result && folder) record('D', 0, 0, folder, (uint32_t)strlen(folder), "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int handle) { return flush_it(handle, SYS_fsync); }
int fdatasync(int handle) { return flush_it(handle, SYS_fdatasync); }

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&lock);
    int ours = below(from);
    int result = ours && fails() ? -1 : REAL(rename)(from, to);
    if (ours && !result) record('R', 0, 0, from, (uint32_t)strlen(from), to, (uint32_t)strlen(to));
    pthread_mutex_unlock(&lock);
    return result;
}

int unlink(const char *path) { /* never refused: removing needs no room */
    pthread_mutex_lock(&lock);
    int result = REAL(unlink)(path);
    if (below(path) && !result) record('U', 0, 0, path, (uint32_t)strlen(path), "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    pthread_mutex_lock(&lock);
    int ours = below(path);
    int result = ours && fails() ? -1 : REAL(mkdir)(path, mode);
    if (ours && !result) record('M', 0, 0, path, (uint32_t)strlen(path), "", 0);
    pthread_mutex_unlock(&lock);
    return result;
}
