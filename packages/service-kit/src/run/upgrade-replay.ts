import { streamKeysOf } from '@tributary/cache-keys';
import type { EventType } from '@tributary/contracts';
import { openQuarantined, type QuarantinedEntry, replayQuarantined } from '@tributary/database';
import { decodeEntry } from '@tributary/streams';
import { BackgroundLoop } from './background-loop.js';
import type { Runtime } from './open-runtime.js';

/** How often a service looks, in milliseconds: while services are replaced, one of an older build may refuse what this one knows. */
const everyMs = 30_000;
/** What was looked at is looked at once more for so long: rows appear a little after their time. */
const overlapMs = 60_000;

/**
 * Sends again what an older build of this service refused because its version was too new for it (P-72). A build looks at everything once when it starts, then at
 * what is new: what it does not know now it never will.
 */
export function upgradeReplay(
  { db, streams, space, log }: Pick<Runtime, 'db' | 'streams' | 'space' | 'log'>,
  group: string,
  types: readonly EventType[],
): BackgroundLoop {
  let since = new Date(0);
  const round = async () => {
    let newest = since.getTime();
    for (const type of types) {
      const waiting = await openQuarantined(db, { group, streams: streamKeysOf(space, type), reason: 'unsupported_version', since });
      const known = waiting.filter((entry) => isKnown(entry, type)).map(({ id }) => id);
      if (known.length > 0) {
        const replayed = await replayQuarantined(db, known, 'this build knows the version', (entries) => streams.replay(entries));
        log.info('entries of a newer version replayed', { type, entries: replayed.length });
      }
      newest = Math.max(newest, ...waiting.map(({ at }) => at.getTime() - overlapMs));
    }
    since = new Date(newest);
  };
  return new BackgroundLoop('upgrade replay', everyMs, round, log);
}

function isKnown({ fields }: QuarantinedEntry, type: EventType): boolean {
  const decoded = decodeEntry(fields, type);
  return decoded.ok || decoded.reason !== 'unsupported_version';
}
