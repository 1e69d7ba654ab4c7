/** What the page lets through as evidence; the server looks at the bytes themselves (S9). */
export const maxFiles = 5;
export const maxFileBytes = 10 * 1024 * 1024;
/** Pictures by name and not `image/*`: an iPhone then turns its own HEIC into JPEG. */
const pictures = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
export const accepted = [...pictures, 'application/pdf', 'text/plain', 'audio/*', 'video/*'].join();

export type FileFault = 'fileTooLarge' | 'fileEmpty' | 'fileType' | 'fileTooMany';

/** Some phones name no type for these. */
const untyped = /\.(?:jpe?g|png|pdf|m4a|amr|3gp|mp3|mp4|mov)$/i;

/** @returns the files that fit beside those chosen already, and the first fault of each other */
export function checkFiles(
  chosen: readonly File[],
  added: readonly File[],
): { files: File[]; faults: { name: string; fault: FileFault }[] } {
  const files = [...chosen];
  const faults: { name: string; fault: FileFault }[] = [];
  for (const file of added) {
    const fault = faultOf(file) ?? (files.length >= maxFiles ? 'fileTooMany' : undefined);
    if (fault) faults.push({ name: file.name, fault });
    else files.push(file);
  }
  return { files, faults };
}

function faultOf(file: File): FileFault | undefined {
  const known =
    [...pictures, 'application/pdf', 'text/plain'].includes(file.type) || /^(?:audio|video)\//.test(file.type);
  if (!known && !(file.type === '' && untyped.test(file.name))) return 'fileType';
  if (file.size === 0) return 'fileEmpty';
  return file.size > maxFileBytes ? 'fileTooLarge' : undefined;
}
