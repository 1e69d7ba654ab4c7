import { useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { Field } from '../../../../components/field';
import { deskWordings } from '../../../../wording/desk/desk-wording';
import { filled } from '../../../../wording/wording';
import { useDesk } from '../../../desk-context';
import { causesFor } from '../../../state/causes-for';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';
import { Preview } from './preview';

/** The decision in words for the customer, with its coded cause; what is sent is shown before. */
export function AnswerDialog({ detail, onClose }: ActDialogProps) {
  const { state, complaints, wording, language } = useDesk();
  const words = wording.complaints.dialog;
  const groups = causesFor(state.words?.causes ?? [], [detail.type]);
  const [text, setText] = useState('');
  const [group, setGroup] = useState('');
  const [cause, setCause] = useState('');
  const written = detail.complaint.language;
  const causes = groups.find(({ code }) => code === group)?.causes ?? [];
  return (
    <DialogForm
      title={wording.complaints.act.answer}
      hint={words.answerHint}
      submit={words.send}
      wide
      onClose={onClose}
      onSubmit={(key) => complaints.act(detail.number, 'answer', { text: text.trim(), cause }, key)}
    >
      <Field label={words.answerText} hint={filled(words.customerLanguage, { language: wording.language[written] })}>
        <textarea
          rows={5}
          required
          maxLength={longest.decision}
          lang={written}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
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
            <option value="">{words.pick}</option>
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
            {causes.map(({ code, names }) => (
              <option key={code} value={code}>
                {names[language]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Preview
        before={filled(deskWordings[written].complaints.dialog.previewTold, { number: detail.number })}
        text={text}
        written={written}
        asks
      />
    </DialogForm>
  );
}
