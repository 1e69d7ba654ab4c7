import { useState } from 'preact/hooks';
import type { ProblemActBodies, ProblemsView, ProblemView } from '../../../../src/desk/board-api';
import { longest, most, roomForNumbers } from '../../../../src/desk/longest';
import { longestBegunMs, toldBeginning } from '../../../../src/known-problems/beginning';
import { DialogForm } from '../../../components/dialog-form';
import { Field } from '../../../components/field';
import { useBoard } from '../../board-context';
import { useAct } from '../../use-act';
import { CauseField } from '../parts/cause-field';
import { numbersOf } from '../parts/lines-of';
import { asMoment, MomentField, momentText } from '../parts/moment-field';
import { type Place, ProblemPlace } from './problem-place';
import { type Told, ToldWords } from './told-words';

export interface ProblemDialogProps {
  readonly act: keyof ProblemActBodies | 'fresh';
  readonly problem?: ProblemView;
  readonly areas: ProblemsView['areas'];
  readonly onClose: () => void;
}

/** What each step of a known problem wants to be told. */
export function ProblemDialog({ act, problem, areas, onClose }: ProblemDialogProps) {
  const { wording } = useBoard();
  const words = wording.problems;
  const form = words.form;
  const send = useAct();
  const [place, setPlace] = useState<Place>({
    type: problem?.type ?? '',
    subTypes: problem?.subTypes ?? [],
    areas: problem?.areas ?? [],
  });
  const [known, setKnown] = useState({ text: problem?.known?.text ?? '', english: problem?.known?.english ?? '' });
  const [repairBy, setRepairBy] = useState(momentText(problem?.repairBy));
  const [since, setSince] = useState(
    momentText(act === 'open' && problem ? toldBeginning(problem) : act === 'update' ? problem?.since : undefined),
  );
  const [openedAt] = useState(() => Date.now());
  const [numbers, setNumbers] = useState((act === 'open' ? problem?.suggestion?.numbers : undefined)?.join('\n') ?? '');
  const [text, setText] = useState('');
  const [repair, setRepair] = useState({ text: '', english: '' });
  const [cause, setCause] = useState('');
  const told = { known: known.text.trim(), ...englishOf(known), ...asMoment('repairBy', repairBy) };
  const opened = {
    ...{ subTypes: place.subTypes, areas: place.areas },
    ...told,
    ...asMoment('since', since),
    numbers: numbersOf(numbers),
  };
  const body = (): object => {
    switch (act) {
      case 'fresh':
        return { type: place.type, ...opened };
      case 'open':
        return opened;
      case 'update':
        // What is left as it stands is not said by anybody.
        return since === momentText(problem?.since) ? told : { ...told, ...asMoment('since', since) };
      case 'dismiss':
        return { why: text.trim() };
      case 'attach':
      case 'detach':
        return { number: text.trim() };
      case 'repair':
        return { text: repair.text.trim(), ...englishOf(repair), cause };
      case 'close':
        return {};
    }
  };
  const opens = act === 'fresh' || act === 'open';
  return (
    <DialogForm
      words={wording}
      title={problem ? `${words.title[act]} · ${problem.number}` : words.title[act]}
      hint={act === 'close' ? form.closeHint : undefined}
      submit={act === 'fresh' ? words.fresh : words.act[act]}
      wide={opens || act === 'update' || act === 'repair'}
      onClose={onClose}
      onSubmit={() =>
        send(
          problem && act !== 'fresh' ? `problems/${encodeURIComponent(problem.id)}/${act}` : 'problems',
          body(),
          words.done[act],
        )
      }
    >
      {opens ? (
        <ProblemPlace place={place} areas={areas} isTypeKnown={problem !== undefined} onChange={setPlace} />
      ) : null}
      {opens || act === 'update' ? (
        <>
          <MomentField
            label={form.since}
            hint={opens ? form.sinceHint : form.sinceStays}
            value={since}
            min={momentText(Math.min(openedAt - longestBegunMs + minuteMs, problem?.since ?? openedAt))}
            max={momentText(openedAt)}
            onChange={setSince}
          />
          <ToldWords
            label={form.known}
            hint={form.knownHint}
            englishHint={form.knownEnglishHint}
            value={known}
            onChange={setKnown}
          />
          <MomentField label={form.repairBy} hint={wording.optional} value={repairBy} onChange={setRepairBy} />
        </>
      ) : null}
      {opens ? (
        <Field label={form.numbers} hint={form.numbersHint}>
          <textarea
            rows={3}
            maxLength={roomForNumbers(most.attached)}
            value={numbers}
            onInput={(event) => setNumbers(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      {act === 'attach' || act === 'detach' ? (
        <Field label={form.number}>
          <input
            required
            maxLength={longest.number}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      {act === 'dismiss' ? (
        <Field label={form.why}>
          <textarea
            rows={3}
            required
            maxLength={longest.why}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      {act === 'repair' && problem ? (
        <>
          <ToldWords
            label={form.repair}
            hint={form.repairHint}
            englishHint={form.repairEnglishHint}
            value={repair}
            onChange={setRepair}
          />
          <CauseField
            label={form.cause}
            choose={form.choose}
            type={problem.type}
            likely={{ label: form.likely, codes: problem.likelyCauses }}
            value={cause}
            onChange={setCause}
          />
        </>
      ) : null}
    </DialogForm>
  );
}

const minuteMs = 60_000;

const englishOf = ({ english }: Told) => (english.trim() === '' ? {} : { english: english.trim() });
