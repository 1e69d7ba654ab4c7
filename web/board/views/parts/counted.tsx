import type { ComponentChildren } from 'preact';

export interface CountedProps {
  /** How many it stands for; of none there is no list. */
  readonly n: number;
  /** Where the list is; none for whoever may not open it. */
  readonly href: string | undefined;
  /** What is read out, where its place does not say what it is. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** A number that opens the list behind it. */
export function Counted({ n, href, label, children }: CountedProps) {
  if (n === 0 || href === undefined) return <>{children}</>;
  return (
    <a href={href} aria-label={label}>
      {children}
    </a>
  );
}
