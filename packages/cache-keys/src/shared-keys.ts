import { type EventType, isPublicEventType } from '@tributary/contracts';
import { documentTag, type KeySpace, partitionTag } from './key-space.js';

/** CHUNK_EXTRACTION: what one chunk contains, shared by all documents (P-43). `contentHash` is hexadecimal. */
export function chunkExtractionKey(space: KeySpace, contentHash: string): string {
  return `${space.prefix}:chunk:extraction:${contentHash}`;
}

/** Work that a stage remembers inside one run, such as a page that was read (P-6). */
export function memoKey(space: KeySpace, documentUuid: string, contentHash: string): string {
  return `${documentTag(space, documentUuid)}:memo:${contentHash}`;
}

/** The stream of an event type: one key for public types, one per partition for internal ones. */
export function streamKey(space: KeySpace, type: EventType, documentUuid: string): string {
  return isPublicEventType(type) ? publicStreamKey(space, type) : partitionStreamKey(space, type, documentTag(space, documentUuid));
}

export function publicStreamKey(space: KeySpace, type: EventType): string {
  return `${space.prefix}:events:${type}`;
}

/** Every stream of an event type: where its consumers read. */
export function streamKeysOf(space: KeySpace, type: EventType): readonly string[] {
  if (isPublicEventType(type)) return [publicStreamKey(space, type)];
  return Array.from({ length: space.partitions }, (_, partition) => partitionStreamKey(space, type, partitionTag(space, partition)));
}

function partitionStreamKey(_space: KeySpace, type: EventType, tag: string): string {
  return `${tag}:events:${type}`;
}

/** Keys beside one stream of one group. They share the stream's slot: a stream without a tag becomes the tag itself. */
export interface StreamCompanions {
  /** ZSET of event ids by due time: retries that wait. */
  readonly retry: string;
  /** HASH of the envelopes that wait, with their attempts. */
  readonly retryEnvelopes: string;
}

export function streamCompanions(stream: string, group: string): StreamCompanions {
  const tag = /^\{[^}]+\}/.exec(stream)?.[0] ?? `{${stream}}`;
  const type = stream.slice(stream.indexOf('events:') + 'events:'.length);
  return { retry: `${tag}:retry:${group}:${type}`, retryEnvelopes: `${tag}:retry-envelopes:${group}:${type}` };
}

/** Keys of the bulk lane beside a stream: what waits there enters the stream when its stage has room (P-73). They share the stream's slot. */
export interface BulkLaneKeys {
  /** ZSET of event ids by turn. */
  readonly queue: string;
  /** HASH of the entries that wait, by event id. */
  readonly envelopes: string;
  /** HASH of the last turn of each project that waits, and of the lane's own position and age. */
  readonly turns: string;
}

export function bulkLaneKeys(stream: string): BulkLaneKeys {
  const at = stream.indexOf('events:');
  const lane = (part: string) => `${stream.slice(0, at)}${part}:${stream.slice(at + 'events:'.length)}`;
  return { queue: lane('bulk'), envelopes: lane('bulk-envelopes'), turns: lane('bulk-turns') };
}

/** HASH of what is fixed at install (partitions); a service that differs refuses to start. */
export function metaKey(space: KeySpace): string {
  return `${space.prefix}:meta`;
}

/** SET of `<stream> <group>` pairs that trimming must wait for. */
export function groupRegistryKey(space: KeySpace): string {
  return `${space.prefix}:groups`;
}

/** Leader locks, rate limits and the like: one per name. */
export function leaderKey(space: KeySpace, name: string): string {
  return `${space.prefix}:leader:${name}`;
}
