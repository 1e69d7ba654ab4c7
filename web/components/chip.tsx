import type { ComponentChildren } from 'preact';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** A short fact. The tone never says what the words do not. */
export const Chip = ({ tone = 'plain', children }: { tone?: Tone | undefined; children: ComponentChildren }) => (
  <span class={`chip ${tone}`}>{children}</span>
);
