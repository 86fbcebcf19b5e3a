/**
 * Whether a scenario needs the module with the profiles of Linux: a statement near its head says
 * `profile linux-…`. The parser asks the same (says_linux in engine/machine/scenario.cc).
 */
export function needsLinux(text: string): boolean {
  return /(^|[\n;])[ \t]*profile[ \t]+linux-/.test(text.slice(0, 1 << 16));
}
