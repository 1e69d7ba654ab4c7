import { useEffect, useState } from 'preact/hooks';
import type { BoardClient } from './client';

const againMs = 3000;

/** What hardly ever changes, asked once; a server that is away is asked again. */
export function useWords<Value>(client: BoardClient, path: string | undefined): Value | undefined {
  const [value, setValue] = useState<Value | undefined>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async () => {
      if (path === undefined) return;
      const answer = await client.look<Value>(path, true);
      if (isOver) return;
      if (answer.ok) setValue(answer.value);
      else if (answer.fault.status === 0 || answer.fault.status >= 500) timer = setTimeout(ask, againMs);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, path]);
  return value;
}
