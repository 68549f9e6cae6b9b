/* Loads a plug-in, uses it and unloads it, many times: host PLUGIN ROUNDS ENDPOINT CA_FILE. It links nothing that the
   plug-in needs, so that whatever stays behind is the plug-in's doing. Tells, once before and once after each round:
   `mapped threads descriptors heap-bytes resident-bytes`; mapped: whether the plug-in or a libsnsuapi is. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char* what) {
  fprintf(stderr, "host: %s\n", what);
  exit(1);
}

static int countIn(const char* directory) {
  int count = 0;
  const struct dirent* entry;
  DIR* opened = opendir(directory);
  if (opened == NULL) fail(directory);
  while ((entry = readdir(opened)) != NULL) count += entry->d_name[0] != '.';
  closedir(opened);
  return count;
}

static int isMapped(const char* plugin) {
  char line[4096];
  int found = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  if (maps == NULL) fail("/proc/self/maps");
  while (fgets(line, sizeof line, maps) != NULL) {
    if (strstr(line, plugin) != NULL || strstr(line, "/libsnsuapi.") != NULL) found = 1;
  }
  fclose(maps);
  return found;
}

static long residentBytes(void) {
  long pages = 0;
  FILE* statm = fopen("/proc/self/statm", "r");
  if (statm == NULL || fscanf(statm, "%*d %ld", &pages) != 1) fail("/proc/self/statm");
  fclose(statm);
  return pages * sysconf(_SC_PAGESIZE);
}

static void tell(const char* plugin) {
  /* The system may list a thread for a moment after it was joined. One that is left makes this wait for ever. */
  while (countIn("/proc/self/task") > SNSUAPI_HOST_THREADS) sched_yield();
  printf("%d %d %d %zu %ld\n", isMapped(plugin), countIn("/proc/self/task"), countIn("/proc/self/fd"),
         mallinfo2().uordblks, residentBytes());
  fflush(stdout);
}

static void useOnce(const char* path, const char* endpoint, const char* caFile) {
  int (*usePlugin)(const char*, const char*);
  int failed;
  void* plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (plugin == NULL) fail(dlerror());
  *(void**)&usePlugin = dlsym(plugin, "usePlugin");
  if (usePlugin == NULL) fail(dlerror());
  failed = usePlugin(endpoint, caFile);
  if (failed != 0) {
    fprintf(stderr, "host: step %d of the plug-in failed\n", failed);
    exit(1);
  }
  if (dlclose(plugin) != 0) fail(dlerror());
}

/* A handler that the plug-in has left behind would run code that is gone. */
static void forkOnce(void) {
  int status = 0;
  const pid_t child = fork();
  if (child == 0) _exit(0);
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    fail("a fork after the plug-in was unloaded failed");
}

int main(int argc, char** argv) {
  int round;
  if (argc != 5) fail("usage: host PLUGIN ROUNDS ENDPOINT CA_FILE");
  tell(argv[1]);
  for (round = atoi(argv[2]); round > 0; --round) {
    useOnce(argv[1], argv[3], argv[4]);
    forkOnce();
    tell(argv[1]);
  }
  return 0;
}
