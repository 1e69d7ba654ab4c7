import type { ComponentChildren } from 'preact';

/** Around a table wider than a phone: it scrolls by itself, by the arrow keys too. */
export const TableFrame = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for forms
  // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it
  <div class="table-frame" role="group" tabIndex={0} aria-label={label}>
    {children}
  </div>
);
