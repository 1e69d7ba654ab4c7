import type { ComponentChildren } from 'preact';

/** A label above its control, with a hint below the label where one helps. */
export const Field = ({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string | undefined;
  children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label class="field">
    <span>
      {label}
      {hint === undefined ? null : <small>{hint}</small>}
    </span>
    {children}
  </label>
);
