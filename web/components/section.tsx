import type { ComponentChildren } from 'preact';

export interface SectionProps {
  readonly title: ComponentChildren;
  readonly open?: boolean;
  readonly class?: string;
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

/** A part of a long page that can be folded away: native `<details>`. */
export const Section = ({ title, open = true, class: kind = '', onOpen, children }: SectionProps) => (
  <details
    class={`section ${kind}`.trim()}
    open={open}
    onToggle={(event) => {
      if (event.currentTarget.open) onOpen?.();
    }}
  >
    <summary>
      <h3>{title}</h3>
    </summary>
    {children}
  </details>
);
