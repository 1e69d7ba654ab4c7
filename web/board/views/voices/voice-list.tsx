import type { BoardVoices } from '../../../../src/desk/board-api';
import { Chip, type Tone } from '../../../components/chip';
import { dateAndTime } from '../../../shared/times';
import { useBoard } from '../../board-context';
import { ComplaintLink } from '../parts/complaint-link';

const tones: Readonly<Record<BoardVoices['voices'][number]['score'], Tone>> = {
  satisfied: 'good',
  neutral: 'plain',
  unsatisfied: 'bad',
};

export function VoiceList({ voices, empty }: { voices: BoardVoices['voices']; empty: string }) {
  const { wording, language } = useBoard();
  const words = wording.voices;
  if (voices.length === 0) return <p class="empty">{empty}</p>;
  return (
    <ul class="voices">
      {voices.map(({ at, about, score, words: said, number }, index) => (
        <li key={`${at} ${number ?? index}`}>
          <p class="line">
            <Chip tone={tones[score]}>{wording.scores[score]}</Chip>
            <span class="quiet-text">{words.abouts[about]}</span>
            {number === undefined ? null : <ComplaintLink number={number} />}
            <time class="quiet-text number">{dateAndTime(at, language)}</time>
          </p>
          {said === undefined ? <p class="quiet-text">{words.noWords}</p> : <p class="words said">{said}</p>}
        </li>
      ))}
    </ul>
  );
}
