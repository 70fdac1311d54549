import { createHash } from 'node:crypto';

/** Namespace of all names that Tributary derives UUIDs from: UUIDv5 of the DNS name `tributary.dev`. */
export const tributaryNamespace = uuidV5('tributary.dev', '6ba7b810-9dad-11d1-80b4-00c04fd430c8');

/** Name-based UUID, version 5 (RFC 9562, section 5.5): equal parts give equal ids, on every machine. */
export function uuidV5(name: string, namespace: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A stable id from its parts. The parts are joined by a byte that occurs in none of them. */
export function deriveUuid(kind: string, ...parts: readonly (string | number)[]): string {
  return uuidV5([kind, ...parts].join('\u001f'), tributaryNamespace);
}

/** The id of the event a stage emits: re-emission is the same event (P-7). */
export function eventIdOf(documentUuid: string, version: number, type: string): string {
  return deriveUuid('event', documentUuid, version, type);
}

/** The document that a submission asks for when it names none: publishing the same event twice is submitting once. */
export function documentUuidOf(source: string, eventId: string): string {
  return deriveUuid('document', source, eventId);
}
