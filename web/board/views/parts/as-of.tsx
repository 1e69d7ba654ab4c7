import { whenOf } from '../../../shared/spans';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';

/** Figures are at most a few minutes behind; older ones are said to be. */
const oldMs = 10 * 60_000;

/** How fresh it is; in the colour of a warning when it is not. */
export function AsOf({ at }: { at: number }) {
  const { wording, language } = useBoard();
  const now = Date.now();
  return (
    <span class={now - at > oldMs ? 'as-of number soon' : 'as-of number quiet-text'}>
      {filled(wording.state.asOf, { time: whenOf(at, now, language) })}
    </span>
  );
}
