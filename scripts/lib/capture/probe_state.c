// SPDX-License-Identifier: MIT OR GPL-2.0
/* What the page allocator holds, as text; see probe.h. Called with interrupts off, one CPU. */
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/pageblock-flags.h>
#include <linux/utsname.h>

#include "probe.h"

static const char letters[] = "UMRHI";
static unsigned long (*pageblock_flags)(const struct page *, unsigned long, unsigned long);
static int *boost_factor, *mobility_disabled;

int probe_state_init(void)
{
	pageblock_flags = probe_symbol("get_pfnblock_flags_mask");
	boost_factor = probe_symbol("watermark_boost_factor");
	mobility_disabled = probe_symbol("page_group_by_mobility_disabled");
	return pageblock_flags && boost_factor && mobility_disabled ? 0 : -ENOENT;
}

static struct zone *zone_of(int index)
{
	struct zone *zone = &NODE_DATA(0)->node_zones[index];

	return populated_zone(zone) ? zone : NULL;
}

static struct per_cpu_pages *page_lists(struct zone *zone)
{
	return this_cpu_ptr(zone->per_cpu_pageset);
}

static int counter_diff(struct zone *zone)
{
	return this_cpu_ptr(zone->per_cpu_zonestats)->vm_stat_diff[NR_FREE_PAGES];
}

static void print_zone(int index, struct zone *zone)
{
	int i;

	probe_print("zone %d %s start=%lu spanned=%lu present=%lu managed=%lu min=%lu low=%lu "
		    "high=%lu ",
		    index, zone->name, zone->zone_start_pfn, zone->spanned_pages,
		    zone->present_pages, zone_managed_pages(zone), zone->_watermark[WMARK_MIN],
		    zone->_watermark[WMARK_LOW], zone->_watermark[WMARK_HIGH]);
	probe_print("pcp_high=%d pcp_batch=%d stat_threshold=%d isolated=%lu lowmem_reserve=",
		    page_lists(zone)->high, page_lists(zone)->batch,
		    this_cpu_ptr(zone->per_cpu_zonestats)->stat_threshold,
		    zone->nr_isolate_pageblock);
	for (i = 0; i < MAX_NR_ZONES; i++)
		probe_print("%s%ld", i ? "," : "", zone->lowmem_reserve[i]);
	probe_print("\n");
}

void probe_header(void)
{
	struct zoneref *reference;
	int i;

	probe_print("kernel %s %s\n", utsname()->release, utsname()->version);
	probe_print("page_size %lu\nmax_order %d\npageblock_order %d\n", PAGE_SIZE, MAX_ORDER,
		    pageblock_order);
	probe_print("migrate_types %d\npcp_types %d\npcp_lists %d\npcp_batch_scale_max 5\n",
		    MIGRATE_TYPES, MIGRATE_PCPTYPES, NR_PCP_LISTS);
	probe_print("watermark_boost_factor %d\nmobility_disabled %d\ncpus 1\n", *boost_factor,
		    *mobility_disabled);
	for (i = 0; i < MAX_NR_ZONES; i++)
		if (zone_of(i))
			print_zone(i, zone_of(i));
	probe_print("zonelist");
	reference = NODE_DATA(0)->node_zonelists[ZONELIST_FALLBACK]._zonerefs;
	for (; reference->zone; reference++)
		if (populated_zone(reference->zone))
			probe_print(" %d", reference->zone_idx);
	probe_print("\n");
}

static void print_free_list(struct list_head *list, int order, char letter)
{
	struct page *page;
	unsigned long count = 0;

	list_for_each_entry(page, list, buddy_list) count++;
	if (!count)
		return;
	probe_print("list %d %c %lu", order, letter, count);
	list_for_each_entry(page, list, buddy_list) probe_print(" %lu", page_to_pfn(page));
	probe_print("\n");
}

static void print_page_list(struct list_head *list, int index)
{
	struct page *page;
	unsigned long count = 0;

	list_for_each_entry(page, list, pcp_list) count++;
	if (!count)
		return;
	probe_print("pcp %d %lu", index, count);
	/* While a page waits on a per-CPU list, its index is the type it is remembered with. */
	list_for_each_entry(page, list, pcp_list)
		probe_print(" %lu%c", page_to_pfn(page), letters[page->index]);
	probe_print("\n");
}

static char block_letter(struct zone *zone, unsigned long block)
{
	unsigned long pfn = max(block, zone->zone_start_pfn);

	if (!pfn_valid(pfn))
		return '?';
	return letters[pageblock_flags(pfn_to_page(pfn), pfn, MIGRATETYPE_MASK)];
}

static void print_blocks(struct zone *zone)
{
	unsigned long block = zone->zone_start_pfn & ~(pageblock_nr_pages - 1);
	unsigned long end = zone_end_pfn(zone), run = 0;
	char letter = block_letter(zone, block);

	probe_print("blocks %lu", block);
	for (; block < end; block += pageblock_nr_pages) {
		char next = block_letter(zone, block);

		if (next != letter) {
			probe_print(" %c%lu", letter, run);
			letter = next;
			run = 0;
		}
		run++;
	}
	probe_print(" %c%lu\n", letter, run);
}

/* The pages in use that move_freepages() of mm/page_alloc.c counts as movable. */
static bool counts_as_movable(unsigned long pfn)
{
	struct page *page;

	if (!pfn_valid(pfn))
		return false;
	page = pfn_to_page(pfn);
	return !PageBuddy(page) && (PageLRU(page) || __PageMovable(page));
}

static void print_lru(struct zone *zone)
{
	unsigned long pfn = zone->zone_start_pfn, end = zone_end_pfn(zone);

	probe_print("lru");
	while (pfn < end) {
		unsigned long first = pfn;

		while (pfn < end && counts_as_movable(pfn))
			pfn++;
		if (pfn > first)
			probe_print(" %lu+%lu", first, pfn - first);
		else
			pfn++;
	}
	probe_print("\n");
}

static void print_zone_state(int index, struct zone *zone, bool with_lru)
{
	struct per_cpu_pages *lists = page_lists(zone);
	int order, type;

	probe_print("z %d free=%ld diff=%d boost=%lu highatomic=%lu flags=%lu pcp_count=%d "
		    "free_factor=%d\n",
		    index, atomic_long_read(&zone->vm_stat[NR_FREE_PAGES]), counter_diff(zone),
		    zone->watermark_boost, zone->nr_reserved_highatomic, zone->flags, lists->count,
		    lists->free_factor);
	for (order = 0; order < MAX_ORDER; order++)
		for (type = 0; type < MIGRATE_TYPES; type++)
			print_free_list(&zone->free_area[order].free_list[type], order,
					letters[type]);
	for (type = 0; type < NR_PCP_LISTS; type++)
		print_page_list(&lists->lists[type], type);
	print_blocks(zone);
	if (with_lru)
		print_lru(zone);
}

void probe_state(const char *name, bool with_lru)
{
	int i;

	probe_print("state %s\n", name);
	for (i = 0; i < MAX_NR_ZONES; i++)
		if (zone_of(i))
			print_zone_state(i, zone_of(i), with_lru);
	probe_print("end\n");
}

void probe_checkpoint(void)
{
	int i;

	probe_print("c");
	for (i = 0; i < MAX_NR_ZONES; i++) {
		struct zone *zone = zone_of(i);

		if (zone)
			probe_print(" %d:%ld,%d,%lu,%lu,%d,%d", i,
				    atomic_long_read(&zone->vm_stat[NR_FREE_PAGES]),
				    counter_diff(zone), zone->watermark_boost,
				    zone->nr_reserved_highatomic, page_lists(zone)->count,
				    page_lists(zone)->free_factor);
	}
	probe_print("\n");
}
