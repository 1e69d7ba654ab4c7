import type { BoardWords } from '../../../../src/desk/board-api';
import type { Figure } from '../../../../src/figures/figures';
import { Icon } from '../../../components/icon';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { changeText, numberOf } from '../../state/figure-text';

export interface ChangeOfProps {
  readonly measure: Pick<BoardWords['measures'][number], 'unit' | 'good'>;
  readonly now: Figure | undefined;
  readonly before: Figure | undefined;
}

/** Up or down against the span before, and whether that is good; the words say the same as arrow and colour. */
export function ChangeOf({ measure, now, before }: ChangeOfProps) {
  const { wording, language } = useBoard();
  const words = wording.figure;
  const { unit } = measure;
  const { way, tone, text } = changeText(numberOf(now, unit), numberOf(before, unit), measure, words, language);
  if (way === 'same') return <span class="change">{text}</span>;
  return (
    <span class={`change ${tone}`}>
      <Icon name={way} />
      <span aria-hidden="true">{text}</span>
      <span class="only-heard">{filled(words[way], { by: text })}</span>
    </span>
  );
}
