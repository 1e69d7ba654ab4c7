import { useState } from 'preact/hooks';
import { Icon } from '../../../components/icon';
import { Menu } from '../../../components/menu';
import { useDesk } from '../../desk-context';
import { findCanned } from '../../state/find-canned';
import type { CannedListProps } from './canned-list';

/** The same replies by mouse, put behind what is already written. */
export function CannedMenu({ written, fill, pick }: Pick<CannedListProps, 'written' | 'fill' | 'pick'>) {
  const { state, wording, language } = useDesk();
  const [query, setQuery] = useState('');
  const words = wording.chat;
  const found = findCanned(state.words?.canned ?? [], query.trim(), language, written);
  return (
    <Menu
      label={words.canned}
      class="bare labelled"
      onOpen={() => setQuery('')}
      button={
        <>
          <Icon name="slash" />
          {words.canned}
        </>
      }
    >
      {(close) => (
        <>
          <input
            type="search"
            aria-label={words.cannedSearch}
            placeholder={words.cannedSearch}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
          <div class="menu-list">
            {found.length === 0 ? <p class="empty">{words.cannedNone}</p> : null}
            {found.map((reply) => (
              <button
                key={reply.code}
                type="button"
                class="choice"
                onClick={() => {
                  close();
                  pick(reply);
                }}
              >
                <span>
                  {reply.names[language]}
                  <small class="words" lang={written}>
                    {fill(reply)}
                  </small>
                </span>
              </button>
            ))}
          </div>
        </>
      )}
    </Menu>
  );
}
