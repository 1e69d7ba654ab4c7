import type { Attachment } from 'botframework-schema';
import type { StoredAttachment } from '../../ports/attachment-store';

const prefix = '/v3/directline/attachments/';

/**
 * How a stored file stands in an activity inside the desk: `contentUrl` is the path that ends in its id, without host
 * or token; the channel adds both when a client reads it. `content` carries `{id, size, sha256}`.
 */
export function attachmentReference(file: StoredAttachment, sha256: string): Attachment {
  return {
    contentType: file.contentType,
    name: file.name,
    contentUrl: `${prefix}${file.id}`,
    content: { id: file.id, size: file.size, sha256 },
  };
}

/** @returns the id of the stored file an attachment refers to, `undefined` when it is something else (a card, a link) */
export const attachmentId = ({ contentUrl }: Attachment): string | undefined =>
  contentUrl?.startsWith(prefix) === true ? contentUrl.slice(prefix.length) : undefined;
