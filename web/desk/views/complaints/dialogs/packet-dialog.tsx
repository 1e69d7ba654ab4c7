import { useState } from 'preact/hooks';
import { longest } from '../../../../../src/desk/longest';
import { languages } from '../../../../../src/ports/language';
import { Choices } from '../../../../components/choices';
import { Field } from '../../../../components/field';
import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

const formats = ['pdf', 'json'] as const;

/** The papers for an appeal with the personal data in full, for a reason that goes into the trail (L7). */
export function PacketDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  const [format, setFormat] = useState<(typeof formats)[number]>('pdf');
  const [language, setLanguage] = useState(detail.complaint.language);
  const [why, setWhy] = useState('');
  return (
    <DialogForm
      title={words.packetFull}
      hint={wording.reveal.hint}
      submit={words.packetGet}
      onClose={onClose}
      onSubmit={() => complaints.packet(detail.number, { format, language, why: why.trim() })}
    >
      <Choices
        legend={words.packetFormat}
        row
        value={format}
        onChange={setFormat}
        choices={formats.map((value) => ({ value, label: value.toUpperCase() }))}
      />
      <Choices
        legend={wording.settings.language}
        row
        value={language}
        onChange={setLanguage}
        choices={languages.map((value) => ({ value, label: wording.language[value] }))}
      />
      <Field label={wording.reveal.why}>
        <input
          required
          minLength={2}
          maxLength={longest.why}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </Field>
    </DialogForm>
  );
}
