import { useState } from 'preact/hooks';
import { Icon } from '../../components/icon';
import { attachmentAddress } from '../api';

/** A file the customer sent: pictures are shown small, anything is saved by a click. Its name is only ever text. */
export function Attachment({
  file,
  forComplaint,
}: {
  file: { readonly id: string; readonly name: string; readonly contentType: string };
  /** Number of the complaint for whose sake it is looked at. */
  forComplaint?: string;
}) {
  const [broken, setBroken] = useState(false);
  const picture = /^image\/(?:png|jpeg|gif|webp)$/.test(file.contentType) && !broken;
  return (
    <a class="file" href={attachmentAddress(file.id, forComplaint)} download>
      {picture ? (
        <img src={attachmentAddress(file.id, forComplaint)} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <Icon name="clip" />
      )}
      <span class="words">{file.name}</span>
    </a>
  );
}
