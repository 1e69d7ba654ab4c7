import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/section';
import { attachmentAddress } from '../../api';
import { useDesk } from '../../desk-context';

/** What the customer sent as evidence. */
export function Files({ files }: { files: HandoffDetail['brief']['attachments'] }) {
  const { wording } = useDesk();
  if (files.length === 0) return null;
  return (
    <Section title={wording.brief.attachments}>
      <ul class="lines">
        {files.map(({ id, name }) => (
          <li key={id}>
            <a class="file" href={attachmentAddress(id)} target="_blank" rel="noreferrer" download={name}>
              <Icon name="clip" />
              <span class="words">{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
