import { Dialog } from '../../../components/dialog';
import { useDesk } from '../../desk-context';
import { shortcuts } from '../../shortcuts';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { wording } = useDesk();
  const words = wording.shortcuts;
  const table = (place: 'global' | 'inConversation') => (
    <section>
      <h3>{words[place]}</h3>
      <dl class="keys">
        {shortcuts
          .filter((one) => one.place === place)
          .map(({ keys, name }) => (
            <div key={name}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{words.list[name]}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
  return (
    <Dialog title={words.title} closeLabel={wording.close} onClose={onClose} wide>
      <p class="quiet-text">{words.hint}</p>
      <div class="dialog-body pair">
        {table('global')}
        {table('inConversation')}
      </div>
    </Dialog>
  );
}
