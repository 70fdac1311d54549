import { hash } from 'node:crypto';

/** Bytes of a namespace, before the name. */
const namespaceLength = 16;

/** Namespace of all names that Tributary derives UUIDs from: UUIDv5 of the DNS name `tributary.dev`. */
export const tributaryNamespace = uuidV5('tributary.dev', '6ba7b810-9dad-11d1-80b4-00c04fd430c8');

/** Name-based UUID, version 5 (RFC 9562, section 5.5): equal parts give equal ids, on every machine. */
export function uuidV5(name: string, namespace: string): string {
  const bytes = Buffer.allocUnsafe(namespaceLength + Buffer.byteLength(name));
  bytes.write(namespace.replaceAll('-', ''), 'hex');
  bytes.write(name, namespaceLength);
  const hex = hash('sha1', bytes);
  const variant = ((Number.parseInt(hex[16] ?? '', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
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
