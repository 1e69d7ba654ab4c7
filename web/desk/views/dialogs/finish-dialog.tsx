import { useState } from 'preact/hooks';
import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import type { WrapUpResult } from '../../../../src/handoff/handoff';
import { Choices } from '../../../components/choices';
import { Field } from '../../../components/field';
import { useDesk } from '../../desk-context';
import { causesFor } from '../../state/causes-for';
import { DialogForm } from './dialog-form';

/** What came of it and why; nothing is closed without. */
export function FinishDialog({ detail, onClose }: { detail: HandoffDetail; onClose: () => void }) {
  const { state, desk, wording, language } = useDesk();
  const words = wording.finish;
  const types = detail.complaints.filter(({ here }) => here).map(({ type }) => type);
  const groups = causesFor(state.words?.causes ?? [], types);
  const [result, setResult] = useState<WrapUpResult | undefined>();
  const [group, setGroup] = useState(groups[0]?.code ?? '');
  const [cause, setCause] = useState('');
  const [remedy, setRemedy] = useState('');
  const [followUpOn, setFollowUpOn] = useState('');
  const [agreed, setAgreed] = useState('');
  const [note, setNote] = useState('');
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + state.skew);
  const submit = async (key: string) =>
    result !== undefined &&
    desk.finish(
      detail.id,
      {
        result,
        cause,
        ...(remedy === '' ? {} : { remedy }),
        ...(followUpOn === '' ? {} : { followUpOn }),
        ...(agreed.trim() === '' ? {} : { agreed: agreed.trim() }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
      key,
    );
  return (
    <DialogForm title={words.title} submit={words.submit} wide onClose={onClose} onSubmit={submit}>
      <Choices
        legend={words.result}
        row
        required
        value={result}
        onChange={setResult}
        choices={(state.words?.results ?? []).map(({ code, names }) => ({ value: code, label: names[language] }))}
      />
      <div class="pair">
        <Field label={words.causeGroup}>
          <select
            required
            value={group}
            onChange={(event) => {
              setGroup(event.currentTarget.value);
              setCause('');
            }}
          >
            {groups.map(({ code, names }) => (
              <option key={code} value={code}>
                {names[language]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.causeDetail}>
          <select required value={cause} onChange={(event) => setCause(event.currentTarget.value)}>
            <option value="">{words.pick}</option>
            {groups
              .find(({ code }) => code === group)
              ?.causes.map(({ code, names }) => (
                <option key={code} value={code}>
                  {names[language]}
                </option>
              ))}
          </select>
        </Field>
        <Field label={words.remedy} hint={wording.optional}>
          <select value={remedy} onChange={(event) => setRemedy(event.currentTarget.value)}>
            <option value="">{words.noRemedy}</option>
            {(state.words?.remedies ?? []).map(({ code, names }) => (
              <option key={code} value={code}>
                {names[language]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.followUpOn} hint={result === 'follow_up' ? undefined : wording.optional}>
          <input
            type="date"
            min={today}
            required={result === 'follow_up'}
            value={followUpOn}
            onInput={(event) => setFollowUpOn(event.currentTarget.value)}
          />
        </Field>
      </div>
      <Field label={words.agreed} hint={words.agreedHint}>
        <textarea
          rows={2}
          maxLength={longest.agreed}
          value={agreed}
          onInput={(event) => setAgreed(event.currentTarget.value)}
        />
      </Field>
      <Field label={words.note} hint={wording.optional}>
        <textarea
          rows={2}
          maxLength={longest.note}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
