import type { DidItStop } from '../../../../src/learning/learning';
import { Chip, type Tone } from '../../../components/chip';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';

const tones: Readonly<Record<DidItStop['verdict'], Tone>> = {
  stopped: 'good',
  less: 'good',
  same: 'warn',
  more: 'bad',
  too_early: 'plain',
};

/** Did it stop? In a word, and with the numbers it is said by. */
export function Effect({ effect }: { effect: DidItStop }) {
  const { wording } = useBoard();
  const words = wording.learning;
  const { verdict, days, before, after, rateBefore, rateAfter } = effect;
  const numbers = filled(words.effect, { days, before, after });
  const rates =
    rateBefore === undefined || rateAfter === undefined
      ? undefined
      : filled(words.effectRate, { before: rateBefore.toFixed(1), after: rateAfter.toFixed(1) });
  return (
    <p class="line effect">
      <Chip tone={tones[verdict]}>{words.verdict[verdict]}</Chip>
      <span>
        {verdict === 'too_early' ? `${words.tooEarly} · ` : ''}
        {numbers}
        {rates === undefined ? '' : ` · ${rates}`}
      </span>
    </p>
  );
}
