import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';

export interface PanelProps {
  readonly title: ComponentChildren;
  readonly hint?: string | undefined;
  /** At the end of the title's line. */
  readonly tools?: ComponentChildren;
  readonly class?: string;
  readonly id?: string;
  readonly box?: Ref<HTMLElement>;
  readonly children: ComponentChildren;
}

/** One question and its answer. */
export function Panel({ title, hint, tools, class: kind = '', id, box, children }: PanelProps) {
  const own = useId();
  const heading = id ?? own;
  return (
    <section class={`panel ${kind}`.trim()} aria-labelledby={heading} ref={box ?? null}>
      <header class="panel-head">
        <div>
          <h3 id={heading} tabIndex={-1}>
            {title}
          </h3>
          {hint === undefined ? null : <p class="quiet-text">{hint}</p>}
        </div>
        {tools === undefined ? null : <div class="line">{tools}</div>}
      </header>
      {children}
    </section>
  );
}
