import { useEffect, useState } from 'preact/hooks';

/** Draws its component again every `everyMs`, for what counts down or grows. */
export function useTick(everyMs: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
