import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { HttpError } from '../../platform/http';
import { parseJson } from '../../platform/json-body';
import { wellFormed } from './well-formed';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Upload {
  /** The `activity` part, parsed; `undefined` when there was none. */
  readonly activity: unknown;
  readonly files: readonly UploadedFile[];
}

export interface UploadLimits {
  readonly files: number;
  readonly bytesPerFile: number;
}

const maxActivityBytes = 64 * 1024;
const maxNameLength = 120;

/**
 * Reads an upload whole into memory, which the limits bound; nothing touches the disk before it was looked at.
 * Clients send the `activity` part as a file or as a field.
 * @throws HttpError 400, 413 or 415
 */
export async function readUpload(request: IncomingMessage, limits: UploadLimits): Promise<Upload> {
  const parts = openParser(request, limits);
  const files: Promise<UploadedFile>[] = [];
  let activity: unknown;
  let activityFile: Promise<UploadedFile> | undefined;
  let failure: unknown;
  const fail = (reason: unknown): void => {
    failure ??= reason;
    request.unpipe(parts);
    parts.destroy();
  };

  parts.on('file', (field, stream, info) => {
    const isActivity = field === 'activity';
    const max = isActivity ? maxActivityBytes : limits.bytesPerFile;
    const file = readPart(stream, max, cleanName(info.filename));
    file.catch(fail);
    if (isActivity) activityFile = file;
    else files.push(file);
  });
  parts.on('field', (field, text, info) => {
    if (field !== 'activity') return;
    if (info.valueTruncated) fail(tooLarge(maxActivityBytes));
    else activity = attempt(() => parseJson(Buffer.from(text)), fail);
  });
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
    parts.on(event, () => fail(new HttpError(413, 'TooManyFiles', `Send at most ${limits.files} files at once.`)));
  }
  const gone = (): void => fail(broken());
  request.once('close', () => {
    if (!request.complete) gone();
  });

  request.pipe(parts);
  try {
    await once(parts, 'close');
  } catch {
    failure ??= broken();
  }
  if (failure !== undefined) throw failure;
  if (activityFile !== undefined) activity = parseJson((await activityFile).bytes);
  return { activity, files: await Promise.all(files) };
}

function openParser(request: IncomingMessage, limits: UploadLimits): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        // One more for the activity, which may come as a file.
        files: limits.files + 1,
        fields: 10,
        parts: limits.files + 11,
        fieldSize: maxActivityBytes,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
  } catch {
    throw new HttpError(415, 'UnsupportedMediaType', 'Send the files as multipart/form-data.');
  }
}

async function readPart(stream: NodeJS.ReadableStream, max: number, name: string): Promise<UploadedFile> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > max) throw tooLarge(max);
    chunks.push(bytes);
  }
  return { name, bytes: Buffer.concat(chunks) };
}

/** The last part of a path, without what would harm a listing, a header or a file system. */
function cleanName(name: string | undefined): string {
  const last =
    wellFormed(name ?? '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|?*:]/g, '').trim();
  return plain === '' ? 'file' : plain.slice(-maxNameLength);
}

function attempt<T>(work: () => T, fail: (reason: unknown) => void): T | undefined {
  try {
    return work();
  } catch (reason) {
    fail(reason);
    return undefined;
  }
}

const tooLarge = (max: number): HttpError => new HttpError(413, 'FileTooLarge', `A part may have ${max} bytes.`);
const broken = (): HttpError => new HttpError(400, 'BadBody', 'The upload is incomplete or not well formed.');
