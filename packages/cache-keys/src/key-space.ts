/** How an installation names its keys: fixed at install and the same for every service. */
export interface KeySpace {
  /** `REDIS_KEY_PREFIX`. */
  readonly prefix: string;
  /** `STREAM_PARTITIONS`: how many hash slots the documents spread over. */
  readonly partitions: number;
}

export const defaultKeySpace: KeySpace = { prefix: 'tributary', partitions: 1 };

/** The hash tag of a partition. Redis Cluster hashes what stands in the braces, so everything behind one tag shares a slot. */
export function partitionTag(space: KeySpace, partition: number): string {
  return `{${space.prefix}:p${partition}}`;
}

/** The partition of a document: `crc32(document_uuid) % partitions`. */
export function partitionOf(space: KeySpace, documentUuid: string): number {
  return space.partitions === 1 ? 0 : crc32(documentUuid) % space.partitions;
}

/** What every key of a document begins with. */
export function documentTag(space: KeySpace, documentUuid: string): string {
  return partitionTag(space, partitionOf(space, documentUuid));
}

/** CRC-32 as in zlib and PNG (ISO 3309, polynomial 0xEDB88320), unsigned, of the UTF-8 bytes. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text, 'utf8')) crc = (crc32Table[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const crc32Table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
