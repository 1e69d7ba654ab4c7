import { effectSpans } from '../../../../src/learning/effect-spans';
import type { DidItStop } from '../../../../src/learning/learning';
import { Chip, type Tone } from '../../../components/chip';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { count } from '../../state/figure-text';
import { listHash } from '../../state/filter';
import { Counted } from '../parts/counted';

const tones: Readonly<Record<DidItStop['verdict'], Tone>> = {
  stopped: 'good',
  less: 'good',
  same: 'warn',
  more: 'bad',
  too_early: 'plain',
};

export interface EffectProps {
  readonly effect: DidItStop;
  readonly cause: string;
  readonly doneAt: number;
}

/** Did it stop? In a word, and with the numbers it is said by; supervisors open what they count. */
export function Effect({ effect, cause, doneAt }: EffectProps) {
  const { me, wording, language } = useBoard();
  const words = wording.learning;
  const { verdict, days, rateBefore, rateAfter } = effect;
  const spans = effectSpans(doneAt, days);
  const rates =
    rateBefore === undefined || rateAfter === undefined
      ? undefined
      : filled(words.effectRate, { before: rateBefore.toFixed(1), after: rateAfter.toFixed(1) });
  return (
    <p class="line effect">
      <Chip tone={tones[verdict]}>{words.verdict[verdict]}</Chip>
      <span>
        {verdict === 'too_early' ? `${words.tooEarly} · ` : ''}
        {words.effect.split(/(\{(?:before|after)\})/).map((part, index) => {
          const side = part === '{before}' ? 'before' : part === '{after}' ? 'after' : undefined;
          if (side === undefined) return filled(part, { days });
          const href =
            me.role === 'supervisor'
              ? listHash({ ...spans[side], where: { cause: [cause] } }, 'complaints')
              : undefined;
          return (
            <Counted key={index} n={effect[side]} href={href}>
              {count(effect[side], language)}
            </Counted>
          );
        })}
        {rates === undefined ? '' : ` · ${rates}`}
      </span>
    </p>
  );
}
