import { useState } from 'preact/hooks';
import { Icon } from '../../components/icon';
import { attachmentAddress } from '../api';

/** A file the customer sent: pictures are shown small, anything is saved by a click. Its name is only ever text. */
export function Attachment({
  file,
}: {
  file: { readonly id: string; readonly name: string; readonly contentType: string };
}) {
  const [broken, setBroken] = useState(false);
  const picture = /^image\/(?:png|jpeg|gif|webp)$/.test(file.contentType) && !broken;
  return (
    <a class="file" href={attachmentAddress(file.id)} download>
      {picture ? (
        <img src={attachmentAddress(file.id)} alt="" loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <Icon name="clip" />
      )}
      <span class="words">{file.name}</span>
    </a>
  );
}
