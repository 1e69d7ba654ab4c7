import { useState } from 'preact/hooks';
import type { KnowledgeHits } from '../../../../src/desk/desk-api';
import { longest } from '../../../../src/desk/longest';
import type { Language } from '../../../../src/ports/language';
import { Section } from '../../../components/section';
import { api } from '../../api';
import { useDesk } from '../../desk-context';

export interface KnowledgeProps {
  readonly conversationId: string;
  /** Answers come in the customer's language, ready to be sent. */
  readonly language: Language;
  readonly canInsert: boolean;
}

export function Knowledge({ conversationId, language, canInsert }: KnowledgeProps) {
  const { desk, wording } = useDesk();
  const words = wording.brief;
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<KnowledgeHits['hits'] | undefined>();
  const search = async (event: Event) => {
    event.preventDefault();
    if (query.trim() === '') return;
    setHits((await desk.lookUp(api.knowledge(query.trim(), language)))?.hits);
  };
  return (
    <Section title={words.knowledge}>
      <form class="search" onSubmit={search}>
        <input
          type="search"
          aria-label={words.knowledgeSearch}
          placeholder={words.knowledgeSearch}
          value={query}
          maxLength={longest.search}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <button type="submit" class="quiet small">
          {words.search}
        </button>
      </form>
      <div aria-live="polite">
        {hits?.length === 0 ? <p class="empty">{words.noHits}</p> : null}
        {hits?.map(({ intent, title, text }) => (
          <div key={intent} class="hit">
            <div class="line">
              <b>{title}</b>
              {canInsert ? (
                <button type="button" class="link" onClick={() => desk.insert(conversationId, text)}>
                  {words.insert}
                </button>
              ) : null}
            </div>
            <p class="words" lang={language}>
              {text}
            </p>
          </div>
        ))}
      </div>
    </Section>
  );
}
