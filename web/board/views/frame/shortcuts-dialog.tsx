import { Dialog } from '../../../components/dialog';
import { useBoard } from '../../board-context';
import { shortcuts } from '../../shortcuts';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { wording } = useBoard();
  const words = wording.shortcuts;
  return (
    <Dialog title={words.title} closeLabel={wording.close} onClose={onClose}>
      <p class="quiet-text">{words.hint}</p>
      <div class="dialog-body">
        <dl class="keys">
          {shortcuts.map(({ keys, name }) => (
            <div key={name}>
              <dt>{keys.map((key) => (key === '…' ? <span key={key}> … </span> : <kbd key={key}>{key}</kbd>))}</dt>
              <dd>{words.list[name]}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
