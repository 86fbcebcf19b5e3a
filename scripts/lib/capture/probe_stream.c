// SPDX-License-Identifier: MIT OR GPL-2.0
/* The seeded requests, see probe.h. Called with interrupts off, one CPU. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "probe.h"

#define CHECKPOINT_EVERY 100
#define REFUSALS_ARE_EXHAUSTION 60

struct held {
	struct page *page;
	unsigned int order;
};

static struct held *held;
static unsigned int held_count, held_most, since_checkpoint;
static u64 random_state;
static void (*drain_local)(struct zone *);

int probe_stream_init(u64 seed, unsigned int most_held)
{
	random_state = seed * 2654435761ULL + 88172645463325252ULL;
	held_most = most_held;
	held = vzalloc(array_size(most_held, sizeof(*held)));
	drain_local = probe_symbol("drain_local_pages");
	if (!drain_local)
		return -ENOENT;
	return held ? 0 : -ENOMEM;
}

void probe_stream_exit(void) { vfree(held); }

/* Marsaglia's xorshift64; the high half is the better one. */
static unsigned int random_below(unsigned int bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned int)(random_state >> 32) % bound;
}

static unsigned int choose(const unsigned int *weights, unsigned int count)
{
	unsigned int total = 0, i, point;

	for (i = 0; i < count; i++)
		total += weights[i];
	point = random_below(max(total, 1U));
	for (i = 0; i + 1 < count && point >= weights[i]; i++)
		point -= weights[i];
	return i;
}

static void line_written(void)
{
	if (++since_checkpoint < CHECKPOINT_EVERY)
		return;
	since_checkpoint = 0;
	probe_checkpoint();
}

static bool allocate(const struct probe_mix *mix)
{
	static const gfp_t mobility_flags[] = {0, __GFP_MOVABLE, __GFP_RECLAIMABLE};
	static const gfp_t limit_flags[] = {0, __GFP_DMA32, __GFP_DMA};
	static const gfp_t urgency_flags[] = {0, GFP_ATOMIC, __GFP_MEMALLOC, GFP_NOWAIT};
	unsigned int mobility = choose(mix->mobility, 3);
	unsigned int limit = choose(mix->limit, 3);
	unsigned int urgency = choose(mix->urgency, 4);
	unsigned int order = mix->min_order;
	struct page *page;

	while (order < mix->max_order && random_below(100) < mix->climb)
		order++;
	page = alloc_pages(mobility_flags[mobility] | limit_flags[limit] | urgency_flags[urgency] |
				   __GFP_NOWARN,
			   order);
	probe_print("a %u %c %c %c ", order, "UMR"[mobility], "N3D"[limit], "WAXK"[urgency]);
	if (page) {
		probe_print("%lu\n", page_to_pfn(page));
		held[held_count++] = (struct held){page, order};
	} else {
		probe_print("-\n");
	}
	line_written();
	return page != NULL;
}

static void free_one(void)
{
	unsigned int chosen = random_below(held_count);
	struct held freed = held[chosen];

	held[chosen] = held[--held_count];
	probe_print("f %lu %u\n", page_to_pfn(freed.page), freed.order);
	__free_pages(freed.page, freed.order);
	line_written();
}

void probe_stream_play(const struct probe_mix *mix, unsigned int operations)
{
	while (operations--) {
		if (random_below(10000) < mix->drains) {
			probe_print("d\n");
			drain_local(NULL);
			line_written();
		} else if (held_count &&
			   (held_count == held_most || random_below(100) < mix->free_percent)) {
			free_one();
		} else {
			allocate(mix);
		}
	}
}

void probe_stream_exhaust(const struct probe_mix *mix, unsigned int most)
{
	unsigned int refused = 0;

	while (most-- && refused < REFUSALS_ARE_EXHAUSTION && held_count < held_most)
		refused = allocate(mix) ? 0 : refused + 1;
}

void probe_stream_free(unsigned int percent)
{
	unsigned int count = held_count * percent / 100;

	while (count--)
		free_one();
}
