/* Notes how long a file is at each fsync, for a server that this is preloaded into.
 *
 * Lines go to the file that CHAOS_FSYNC names: "fsync", the length and the path, or "rename" and
 * both paths, separated by tabs. The length is taken before the call, since what is written during
 * it may not be on disk afterwards, and noted after it.
 *
 * Not seen: writes past the C library (sync_file_range promises nothing; mapped memory is not used
 * here), and whether a directory's own change, such as a rename, has reached the disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(const char *line, int length) {
    const char *notes = getenv("CHAOS_FSYNC");
    int file = notes ? open(notes, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file < 0 || write(file, line, length) != length) abort();
    close(file);
}

static int synced(const char *name, int file) {
    int (*call)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    char link[64], path[PATH_MAX], line[PATH_MAX + 64];
    struct stat found;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    int known = length > 0 && fstat(file, &found) == 0 && S_ISREG(found.st_mode);
    int result = call(file);
    if (result == 0 && known) {
        path[length] = 0;
        note(line, snprintf(line, sizeof line, "fsync\t%lld\t%s\n", (long long)found.st_size, path));
    }
    return result;
}

int fsync(int file) { return synced("fsync", file); }

int fdatasync(int file) { return synced("fdatasync", file); }

int rename(const char *from, const char *to) {
    int (*call)(const char *, const char *) =
        (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    char old[PATH_MAX], new[PATH_MAX], line[2 * PATH_MAX + 64];
    int known = realpath(from, old) != NULL;
    int result = call(from, to);
    if (result == 0 && known && realpath(to, new))
        note(line, snprintf(line, sizeof line, "rename\t%s\t%s\n", old, new));
    return result;
}
