import { closeSync, openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { percentile } from './statistics';

/** How long one thing after the other held up everything else of this thread, in ms. */
export interface HeldUp {
  readonly p999Ms: number;
  readonly longestMs: number;
  /**
   * The same without the time in which the machine gave this thread no processor: other processes, and the pause of 50 ms a
   * second that Linux makes for processes put before all others. `undefined` where the kernel does not tell.
   */
  readonly own?: { readonly p999Ms: number; readonly longestMs: number };
}

/** @returns ends the watch */
export function watchHeldUp(): () => HeldUp {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const ran = threadTime();
  const own: number[] = [];
  let before = ran?.ms() ?? 0;
  const timer = setInterval(() => {
    if (!ran) return;
    const now = ran.ms();
    own.push(now - before);
    before = now;
  }, 1);
  delays.enable();
  return () => {
    delays.disable();
    clearInterval(timer);
    ran?.close();
    own.sort((a, b) => a - b);
    return {
      p999Ms: delays.percentile(99.9) / 1e6,
      longestMs: delays.max / 1e6,
      ...(own.length > 0 && { own: { p999Ms: percentile(own, 0.999), longestMs: own.at(-1) ?? 0 } }),
    };
  };
}

/** Time the main thread was on a processor, as Linux counts it. */
function threadTime(): { ms(): number; close(): void } | undefined {
  const digits = Buffer.alloc(64);
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    return {
      ms: () => Number(digits.toString('latin1', 0, readSync(file, digits, 0, 64, 0)).split(' ', 1)[0]) / 1e6,
      close: () => closeSync(file),
    };
  } catch {
    return undefined;
  }
}
