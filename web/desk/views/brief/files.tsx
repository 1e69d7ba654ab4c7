import type { HandoffDetail } from '../../../../src/desk/desk-api';
import { Section } from '../../../components/section';
import { useDesk } from '../../desk-context';
import { Attachment } from '../attachment';

/** What the customer sent as evidence. */
export function Files({ files }: { files: HandoffDetail['brief']['attachments'] }) {
  const { wording } = useDesk();
  if (files.length === 0) return null;
  return (
    <Section title={wording.brief.attachments}>
      <ul class="lines">
        {files.map((file) => (
          <li key={file.id}>
            <Attachment file={file} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
