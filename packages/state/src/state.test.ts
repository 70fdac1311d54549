import { describe, expect, test } from 'vitest';
import {
  type DocumentChange,
  type DocumentStatus,
  documentStatuses,
  endStatus,
  hasEnded,
  nextDocumentStatus,
  readStageState,
  stateFields,
} from './index.js';

const changes: Record<string, DocumentChange> = {
  started: { kind: 'stage_started', stage: 'text' },
  ended: { kind: 'stage_ended', stage: 'text', outcomes: ['completed', 'empty'] },
  lastEnded: { kind: 'stage_ended', stage: 'graph', outcomes: ['completed', 'skipped_cached'] },
  failed: { kind: 'stage_failed', stage: 'text' },
  reprocess: { kind: 'reprocess_requested' },
  purged: { kind: 'purged' },
};

describe('the transition table (P-5)', () => {
  const living: readonly DocumentStatus[] = documentStatuses.filter((status) => status !== 'purged');
  const expected: Record<string, DocumentStatus> = {
    started: 'processing',
    ended: 'processing',
    lastEnded: 'completed',
    failed: 'failed',
    reprocess: 'accepted',
    purged: 'purged',
  };
  test.each(Object.keys(changes))('%s leads to one status from wherever a document stands', (name) => {
    const results = living.map((status) => nextDocumentStatus(status, changes[name] as DocumentChange));
    expect(new Set(results)).toEqual(new Set([expected[name]]));
  });

  test('nothing brings a purged document back (P-61)', () => {
    const results = Object.values(changes).map((change) => nextDocumentStatus('purged', change));
    expect(new Set(results)).toEqual(new Set(['refused']));
  });
});

describe('failed is not empty, empty is not completed (P-8)', () => {
  test.each([
    [['completed', 'completed'], 'completed'],
    [['completed', 'skipped_cached'], 'completed'],
    [['completed', 'empty'], 'empty'],
    [['partial', 'empty'], 'partial'],
    [[], 'completed'],
  ] as const)('%j ends as %s', (outcomes, status) => {
    expect(endStatus(outcomes)).toBe(status);
  });

  test('a document rests only where nothing more will happen by itself', () => {
    expect(documentStatuses.filter(hasEnded)).toEqual(['completed', 'empty', 'partial', 'failed', 'purged']);
  });
});

describe('the state hash', () => {
  test('keeps what is known of a stage and nothing else', () => {
    const state = {
      status: 'retrying',
      startedAt: '2026-01-02',
      completedAt: '2026-01-03',
      attempt: 2,
      progress: 0.5,
      error: 'timeout',
    } as const;
    const hash = stateFields('ocr', state);
    expect(hash).toEqual({
      'ocr:status': 'retrying',
      'ocr:started_at': '2026-01-02',
      'ocr:completed_at': '2026-01-03',
      'ocr:attempt': '2',
      'ocr:progress': '0.5',
      'ocr:error': 'timeout',
    });
    expect(readStageState('ocr', hash)).toEqual(state);
  });

  test('a stage it does not speak of is pending', () => {
    expect(readStageState('graph', stateFields('ocr', { status: 'completed' }))).toEqual({ status: 'pending' });
  });
});
