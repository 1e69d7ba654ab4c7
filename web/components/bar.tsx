/** How much of a span is used, 0 to 1 and above. The words beside it tell the same. */
export const Bar = ({ part, tone }: { part: number; tone: string }) => (
  <svg class={`bar ${tone}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="4" />
    <rect class="used" width={(100 * Math.max(0, Math.min(1, part))).toFixed(1)} height="4" />
  </svg>
);
