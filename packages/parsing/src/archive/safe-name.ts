/** Longest name that common file systems take, in characters, with room for a suffix. */
const longestName = 200;

/**
 * The last part of a path inside an archive or mail, fit to be shown and stored: no folders, no drive letters,
 * no control characters, never empty and never `.` or `..`.
 */
export function safeName(path: string, fallback: string): string {
  const last =
    path
      .replace(/\\/g, '/')
      .split('/')
      .findLast((part) => part !== '') ?? '';
  // eslint-disable-next-line no-control-regex
  const clean = last.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069:*?"<>|]/g, '_').trim();
  if (/^\.*$/.test(clean)) return fallback;
  return shortened(clean);
}

function shortened(name: string): string {
  if (name.length <= longestName) return name;
  const dot = name.lastIndexOf('.');
  const suffix = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  return name.slice(0, longestName - suffix.length) + suffix;
}
