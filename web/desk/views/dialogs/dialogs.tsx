import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { type DialogName, useDesk } from '../../desk-context';
import { CallBackDialog } from './call-back-dialog';
import { FinishDialog } from './finish-dialog';
import { NoteDialog } from './note-dialog';
import { RevealDialog } from './reveal-dialog';
import { ShortcutsDialog } from './shortcuts-dialog';
import { TransferDialog } from './transfer-dialog';

/** The one dialog that is open, if any. Those about a customer close when they may no longer do it. */
export function Dialogs({ open, detail }: { open: DialogName | undefined; detail: HandoffDetail | undefined }) {
  const { ask } = useDesk();
  const close = () => ask(undefined);
  if (open === undefined) return null;
  if (open === 'shortcuts') return <ShortcutsDialog onClose={close} />;
  if (!detail?.may.includes(open)) return null;
  switch (open) {
    case 'transfer':
    case 'reassign':
      return <TransferDialog detail={detail} act={open} onClose={close} />;
    case 'note':
    case 'whisper':
      return <NoteDialog detail={detail} kind={open} onClose={close} />;
    case 'call_back':
      return <CallBackDialog detail={detail} onClose={close} />;
    case 'finish':
      return <FinishDialog detail={detail} onClose={close} />;
    case 'reveal':
      return <RevealDialog detail={detail} onClose={close} />;
  }
}
