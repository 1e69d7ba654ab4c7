/** What the page lets through as evidence; the server looks at the bytes themselves (S9). */
export const maxFiles = 5;
export const maxFileBytes = 10 * 1024 * 1024;
export const accepted = 'image/*,application/pdf,audio/*,video/*';

export type FileFault = 'fileTooLarge' | 'fileEmpty' | 'fileType' | 'fileTooMany';

/** Some phones name no type for these. */
const untyped = /\.(?:heic|heif|jpe?g|png|pdf|m4a|amr|3gp|mp3|mp4|mov)$/i;

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
  const known = /^(?:image|audio|video)\//.test(file.type) || file.type === 'application/pdf';
  if (!known && !(file.type === '' && untyped.test(file.name))) return 'fileType';
  if (file.size === 0) return 'fileEmpty';
  return file.size > maxFileBytes ? 'fileTooLarge' : undefined;
}
