import { useDesk } from '../../../desk-context';
import { DialogForm } from '../../dialogs/dialog-form';
import type { ActDialogProps } from './act-dialog';

export function CloseDialog({ detail, onClose }: ActDialogProps) {
  const { complaints, wording } = useDesk();
  const words = wording.complaints;
  return (
    <DialogForm
      title={words.act.close}
      submit={words.act.close}
      onClose={onClose}
      onSubmit={(key) => complaints.act(detail.number, 'close', {}, key)}
    >
      <p>{words.dialog.closeText}</p>
    </DialogForm>
  );
}
