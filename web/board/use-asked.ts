import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useBoard } from './board-context';
import type { ApiFault } from './client';
import { refreshEvent } from './state/refresh';

const neverMs = 2 ** 31 - 1;

/** `value` stays while it is asked again, also when that fails (`fault`): old figures with their time beat none. */
export interface Asked<Value> {
  readonly value: Value | undefined;
  /** When `value` came, by this machine's clock. */
  readonly at: number | undefined;
  readonly fault: ApiFault | undefined;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** @param everyMs asked again by itself; not while the page is hidden */
export function useAsked<Value>(path: string | undefined, everyMs?: number): Asked<Value> {
  const { client } = useBoard();
  const [, draw] = useState(0);
  const state = useRef<{ path: string | undefined; fault: ApiFault | undefined; isLoading: boolean }>({
    path: undefined,
    fault: undefined,
    isLoading: false,
  });
  const ask = useCallback(
    async (quiet: boolean) => {
      if (path === undefined) return;
      state.current = { ...state.current, path, isLoading: true };
      draw((n) => n + 1);
      const answer = await client.look<Value>(path, quiet);
      // Another question was asked meanwhile.
      if (state.current.path !== path) return;
      state.current = { path, isLoading: false, fault: answer.ok ? undefined : answer.fault };
      draw((n) => n + 1);
    },
    [path, client],
  );
  useEffect(() => {
    state.current = { path, fault: undefined, isLoading: path !== undefined };
    void ask(false);
    const again = () => void ask(false);
    addEventListener(refreshEvent, again);
    const timer = setInterval(() => {
      if (everyMs !== undefined && !document.hidden) void ask(true);
    }, everyMs ?? neverMs);
    return () => {
      clearInterval(timer);
      removeEventListener(refreshEvent, again);
    };
  }, [ask, everyMs, path]);
  const kept = path === undefined ? undefined : client.keptOf(path);
  const isCurrent = state.current.path === path;
  return {
    value: kept?.value as Value | undefined,
    at: kept?.at,
    fault: isCurrent ? state.current.fault : undefined,
    isLoading: isCurrent ? state.current.isLoading : true,
    again: () => void ask(false),
  };
}
