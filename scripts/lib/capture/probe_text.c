// SPDX-License-Identifier: MIT OR GPL-2.0
/* The buffer of the capture, see probe.h. */
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/vmalloc.h>

#include "probe.h"

static char *buffer;
static size_t capacity, used;
static bool overflowed;

int probe_text_init(size_t bytes)
{
	buffer = vzalloc(bytes);
	capacity = bytes;
	return buffer ? 0 : -ENOMEM;
}

void probe_text_exit(void) { vfree(buffer); }

void probe_print(const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(buffer + used, capacity - used, format, arguments);
	va_end(arguments);
	if (length < 0 || (size_t)length >= capacity - used) {
		overflowed = true;
		buffer[used] = '\0';
		return;
	}
	used += length;
}

bool probe_text_overflowed(void) { return overflowed; }

void probe_text_show(struct seq_file *file) { seq_write(file, buffer, used); }
