/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/*
 * kmem_probe: plays a seeded stream of page requests in a Linux 6.1 kernel with interrupts off, and
 * writes down what the page allocator did, in the text that `kmem verify` reads.
 *
 *   probe_main.c     settings, the phases of a run, the file a run is read from
 *   probe_stream.c   the seeded requests
 *   probe_state.c    zones, free lists, per-CPU lists and pageblocks as text
 *   probe_text.c     the buffer, taken before the run so that writing allocates nothing
 */
#ifndef KMEM_PROBE_H
#define KMEM_PROBE_H

#include <linux/types.h>

struct zone;
struct seq_file;

/* probe_text.c */
int probe_text_init(size_t bytes);
void probe_text_exit(void);
__printf(1, 2) void probe_print(const char *format, ...);
bool probe_text_overflowed(void);
void probe_text_show(struct seq_file *file);

/* probe_state.c */
int probe_state_init(void);
void probe_header(void);
void probe_state(const char *name, bool with_lru);
void probe_checkpoint(void);

/* probe_stream.c */
struct probe_mix {
	unsigned int min_order, max_order;
	unsigned int climb;	   /* percent: the order is one larger, again and again */
	unsigned int mobility[3];  /* weights of U, M, R */
	unsigned int limit[3];	   /* weights of Normal, DMA32, DMA */
	unsigned int urgency[4];   /* weights of W, A, X, K */
	unsigned int free_percent; /* how many operations are frees */
	unsigned int drains;	   /* drains of the per-CPU lists in 10,000 operations */
};

int probe_stream_init(u64 seed, unsigned int most_held);
void probe_stream_exit(void);
void probe_stream_play(const struct probe_mix *mix, unsigned int operations);
/* Allocates until `most` requests were made or memory refuses again and again. */
void probe_stream_exhaust(const struct probe_mix *mix, unsigned int most);
/* Frees this part of what is held, in random order; 100 frees all. */
void probe_stream_free(unsigned int percent);

/* Finds what modules are not given by name. NULL if this kernel has no such symbol. */
void *probe_symbol(const char *name);
int probe_symbols_init(void);

#endif
