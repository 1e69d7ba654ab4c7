/** State that changes by a plain function; whoever subscribed is told after each change. */
export interface Store<State, Change> {
  get(): State;
  dispatch(change: Change): void;
  /** @returns how to unsubscribe */
  subscribe(told: (state: State, before: State) => void): () => void;
}

export function createStore<State, Change>(
  reduce: (state: State, change: Change) => State,
  start: State,
): Store<State, Change> {
  let state = start;
  const subscribers = new Set<(state: State, before: State) => void>();
  return {
    get: () => state,
    dispatch(change) {
      const before = state;
      state = reduce(state, change);
      if (state === before) return;
      for (const told of [...subscribers]) told(state, before);
    },
    subscribe(told) {
      subscribers.add(told);
      return () => subscribers.delete(told);
    },
  };
}
