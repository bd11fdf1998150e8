/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * measure.c - runs a command several times; prints the medians of wall and
 * CPU time and the peak memory of its largest process.
 *
 *	measure RUNS COMMAND [ARGUMENT]...
 *
 * "@N@" in an argument becomes a number that no run had before, so that
 * nothing kept for an earlier script serves this one.  Output: seconds of wall
 * time, seconds of CPU time, MiB; or "failed STATUS" when any run failed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNS 101

struct sample {
	double wall, cpu;
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static double cpu_of_children(void)
{
	struct rusage ru;

	getrusage(RUSAGE_CHILDREN, &ru);
	return ru.ru_utime.tv_sec + ru.ru_stime.tv_sec +
	       (ru.ru_utime.tv_usec + ru.ru_stime.tv_usec) / 1e6;
}

static char *numbered(char *arg, long number)
{
	char *mark = strstr(arg, "@N@");
	char *s;

	if (!mark || asprintf(&s, "%.*s%ld%s", (int)(mark - arg), arg, number, mark + 3) < 0)
		return arg;
	return s;
}

/* The exit status; 128 and more for a signal. */
static int run_once(char **argv, long number, struct sample *s)
{
	double wall = now(), cpu = cpu_of_children();
	int status, i;
	pid_t pid = fork();

	if (pid == 0) {
		for (i = 0; argv[i]; i++)
			argv[i] = numbered(argv[i], number);
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 127;
	s->wall = now() - wall;
	s->cpu = cpu_of_children() - cpu;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int by_wall(const void *a, const void *b)
{
	const struct sample *x = a, *y = b;

	return (x->wall > y->wall) - (x->wall < y->wall);
}

static int by_cpu(const void *a, const void *b)
{
	const struct sample *x = a, *y = b;

	return (x->cpu > y->cpu) - (x->cpu < y->cpu);
}

int main(int argc, char **argv)
{
	struct sample samples[MAX_RUNS];
	int runs = argc > 2 ? atoi(argv[1]) : 0;
	double wall, cpu;
	struct rusage ru;
	int i, status;

	if (runs < 1 || runs > MAX_RUNS) {
		fprintf(stderr, "usage: measure RUNS COMMAND [ARGUMENT]...\n");
		return 2;
	}
	for (i = 0; i < runs; i++) {
		status = run_once(argv + 2, (long)getpid() * MAX_RUNS + i, &samples[i]);
		if (status) {
			printf("failed %d\n", status);
			return 1;
		}
	}
	qsort(samples, runs, sizeof(samples[0]), by_wall);
	wall = samples[runs / 2].wall;
	qsort(samples, runs, sizeof(samples[0]), by_cpu);
	cpu = samples[runs / 2].cpu;
	getrusage(RUSAGE_CHILDREN, &ru);
	printf("%.3f %.3f %.0f\n", wall, cpu, ru.ru_maxrss / 1024.0);
	return 0;
}
