import type { ComponentChildren } from 'preact';
import { useBoard } from '../../board-context';
import { AsOf } from './as-of';

export interface PageHeadProps {
  readonly title: string;
  readonly hint?: string;
  /** State of what is shown, epoch ms. */
  readonly asOf?: number | undefined;
  readonly again?: () => void;
  readonly children?: ComponentChildren;
}

/** Name of the view, how fresh it is, and what can be done with all of it. */
export function PageHead({ title, hint, asOf, again, children }: PageHeadProps) {
  const { wording } = useBoard();
  return (
    <header class="page-head">
      <div>
        <h2 id="heading" tabIndex={-1}>
          {title}
        </h2>
        {hint === undefined ? null : <p class="quiet-text">{hint}</p>}
      </div>
      <div class="line">
        {asOf === undefined ? null : <AsOf at={asOf} />}
        {again ? (
          <button type="button" class="quiet small" onClick={again}>
            {wording.state.refresh}
          </button>
        ) : null}
        {children}
      </div>
    </header>
  );
}
