const radius = 9;
const round = 2 * Math.PI * radius;

/** What is left of a span as a ring, 1 full to 0 empty. The words beside it tell the same. */
export const Ring = ({ part, label }: { part: number; label: string }) => (
  <svg class="ring" viewBox="0 0 24 24" role="img" aria-label={label}>
    <circle class="track" cx="12" cy="12" r={radius} />
    <circle
      class="left"
      cx="12"
      cy="12"
      r={radius}
      stroke-dasharray={`${(round * Math.max(0, Math.min(1, part))).toFixed(2)} ${round.toFixed(2)}`}
      transform="rotate(-90 12 12)"
    />
  </svg>
);
