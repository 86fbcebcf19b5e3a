// SPDX-License-Identifier: MIT OR GPL-2.0
/* Settings, the phases of a run, and the file it is read from; see probe.h. */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

#include "probe.h"

static unsigned long seed = 1;
static unsigned int ops = 4000, buffer_kib = 6144, exhaust, exhaust_free = 50;
static struct probe_mix mix = {
	.max_order = 4,
	.climb = 45,
	.mobility = {1, 1, 1},
	.limit = {1, 0, 0},
	.urgency = {1, 0, 0, 0},
	.free_percent = 45,
};

module_param(seed, ulong, 0444);
module_param(ops, uint, 0444);
module_param(buffer_kib, uint, 0444);
module_param(exhaust, uint, 0444);
module_param(exhaust_free, uint, 0444);
module_param_named(min_order, mix.min_order, uint, 0444);
module_param_named(max_order, mix.max_order, uint, 0444);
module_param_named(climb, mix.climb, uint, 0444);
module_param_named(free_percent, mix.free_percent, uint, 0444);
module_param_named(drains, mix.drains, uint, 0444);
module_param_array_named(mobility, mix.mobility, uint, NULL, 0444);
module_param_array_named(limit, mix.limit, uint, NULL, 0444);
module_param_array_named(urgency, mix.urgency, uint, NULL, 0444);

static unsigned long (*lookup_name)(const char *);

/* kallsyms_lookup_name() is not given to modules, but a kprobe tells where it is. */
int probe_symbols_init(void)
{
	struct kprobe probe = {.symbol_name = "kallsyms_lookup_name"};
	int error = register_kprobe(&probe);

	if (error)
		return error;
	lookup_name = (void *)probe.addr;
	unregister_kprobe(&probe);
	return 0;
}

void *probe_symbol(const char *name) { return (void *)lookup_name(name); }

static void play(void)
{
	unsigned long flags;
	void (*drain_lru)(void) = probe_symbol("lru_add_drain");

	preempt_disable();
	if (drain_lru)
		drain_lru();
	local_irq_save(flags);
	probe_header();
	probe_state("before", true);
	if (exhaust) {
		probe_stream_play(&mix, ops / 2);
		probe_stream_exhaust(&mix, exhaust);
		probe_state("exhausted", false);
		probe_stream_free(exhaust_free);
		probe_stream_play(&mix, ops / 2);
	} else {
		probe_stream_play(&mix, ops);
	}
	probe_state("mid", false);
	probe_stream_free(100);
	probe_state("after", false);
	probe_print("eof\n");
	local_irq_restore(flags);
	preempt_enable();
}

static int capture_show(struct seq_file *file, void *unused)
{
	probe_text_show(file);
	return 0;
}

static int __init probe_init(void)
{
	int error = probe_symbols_init();

	if (!error)
		error = probe_state_init();
	if (!error)
		error = probe_text_init((size_t)buffer_kib << 10);
	if (!error)
		error = probe_stream_init(seed, ops + exhaust);
	if (error)
		return error;
	play();
	if (probe_text_overflowed()) {
		pr_err("kmem_probe: the capture does not fit in %u KiB\n", buffer_kib);
		return -ENOSPC;
	}
	return proc_create_single("kmem_capture", 0444, NULL, capture_show) ? 0 : -ENOMEM;
}

static void __exit probe_exit(void)
{
	remove_proc_entry("kmem_capture", NULL);
	probe_stream_exit();
	probe_text_exit();
}

module_init(probe_init);
module_exit(probe_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Records what the page allocator does with a seeded stream of requests");
