/** Serves the files of `directory`; `port` 0 (the default) takes any free port. */
export function serveDirectory(
  directory: string,
  options?: { port?: number; host?: string; headers?: Record<string, string> },
): Promise<{
  /** Ends in a slash. */
  url: string;
  close(): Promise<void>;
}>;
