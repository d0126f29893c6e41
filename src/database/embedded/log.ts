/** How the embedded server tells what happens; the desk hands in its own logger. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

export const silent: Log = () => undefined;
