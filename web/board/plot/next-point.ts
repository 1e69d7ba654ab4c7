/** Where a key leads from point `at` of `count`; `undefined`: nowhere, the key means something else. */
export function nextPoint(key: string, at: number, count: number, columns?: number): number | undefined {
  const last = count - 1;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns ?? 1, ArrowUp: -(columns ?? 1) }[key];
  if (step !== undefined) {
    const next = at + step;
    // Up and down stay in their column.
    return next < 0 || next > last ? at : next;
  }
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}
