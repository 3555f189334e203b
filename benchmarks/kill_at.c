/* Counts the calls of one process that change files, and kills it without warning at one of them. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long left = -1, calls = 0;

/* Kills at that call from now on; 0: only counts. */
void kill_at(long number) { left = number ? number : -1; calls = 0; }
long calls_so_far(void) { return calls; }

static void next(void)
{
    __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (left > 0 && __atomic_sub_fetch(&left, 1, __ATOMIC_SEQ_CST) == 0) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

static int is_file(int fd)
{
    struct stat found;
    return fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define MODE(flags) mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    if ((flags) & (O_CREAT | O_TRUNC)) next()

int open(const char *path, int flags, ...) { REAL(open); MODE(flags); return real(path, flags, mode); }
int open64(const char *path, int flags, ...) { REAL(open64); MODE(flags); return real(path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { REAL(openat); MODE(flags); return real(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { REAL(openat64); MODE(flags); return real(at, path, flags, mode); }
ssize_t write(int fd, const void *data, size_t size) { REAL(write); if (is_file(fd)) next(); return real(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { REAL(pwrite); next(); return real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { REAL(pwrite64); next(); return real(fd, data, size, at); }
ssize_t writev(int fd, const struct iovec *data, int count) { REAL(writev); if (is_file(fd)) next(); return real(fd, data, count); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); next(); return real(path, mode); }
int mkdirat(int at, const char *path, mode_t mode) { REAL(mkdirat); next(); return real(at, path, mode); }
int rename(const char *one, const char *other) { REAL(rename); next(); return real(one, other); }
int renameat(int a, const char *one, int b, const char *other) { REAL(renameat); next(); return real(a, one, b, other); }
int renameat2(int a, const char *one, int b, const char *other, unsigned int how) { REAL(renameat2); next(); return real(a, one, b, other, how); }
int unlink(const char *path) { REAL(unlink); next(); return real(path); }
int unlinkat(int at, const char *path, int flags) { REAL(unlinkat); next(); return real(at, path, flags); }
int rmdir(const char *path) { REAL(rmdir); next(); return real(path); }
int fsync(int fd) { REAL(fsync); next(); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); next(); return real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); next(); return real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); next(); return real(fd, size); }
int fchmod(int fd, mode_t mode) { REAL(fchmod); next(); return real(fd, mode); }
int chmod(const char *path, mode_t mode) { REAL(chmod); next(); return real(path, mode); }
