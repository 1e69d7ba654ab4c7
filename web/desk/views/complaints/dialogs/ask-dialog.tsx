import { useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { withinSentence } from '../../../../../src/wording/titled';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { deskWordings } from '../../../../wording/desk/desk-wording';
import { filled } from '../../../../wording/wording';
import { useDesk } from '../../../desk-context';
import { nameOf } from '../../../format';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';
import { Preview } from './preview';

/** A question to the customer; our clocks stand still meanwhile. */
export function AskDialog({ detail, onClose }: ActDialogProps) {
  const { state, complaints, wording, language } = useDesk();
  const words = wording.complaints.dialog;
  const [reason, setReason] = useState<string | undefined>();
  const [question, setQuestion] = useState('');
  const written = detail.complaint.language;
  return (
    <DialogForm
      title={wording.complaints.act.ask}
      hint={words.askHint}
      submit={words.send}
      onClose={onClose}
      onSubmit={(key) => complaints.act(detail.number, 'ask', { reason: reason ?? '', question: question.trim() }, key)}
    >
      <Choices
        legend={words.askReason}
        required
        value={reason}
        onChange={setReason}
        choices={(state.words?.pauseReasons ?? []).map(({ code, names }) => ({ value: code, label: names[language] }))}
      />
      <Field label={words.question} hint={filled(words.customerLanguage, { language: wording.language[written] })}>
        <textarea
          rows={3}
          required
          maxLength={longest.ask}
          value={question}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
      </Field>
      <Preview
        before={filled(deskWordings[written].complaints.dialog.previewAsked, {
          number: detail.number,
          owner: withinSentence(nameOf(state.words?.owners, detail.owner, written) ?? ''),
        })}
        text={question}
        written={written}
      />
    </DialogForm>
  );
}
