import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';
import { fileAddress } from '../../state/filter';

/** What is shown as a file. */
export function Files({ title, path }: { title: string; path: string }) {
  const { wording, language } = useBoard();
  return (
    <fieldset class="files" aria-label={filled(wording.plot.files, { title })}>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a key={format} class="link" href={fileAddress(path, format, language)} download>
          {wording.plot[format]}
        </a>
      ))}
    </fieldset>
  );
}
