import { expect, test } from 'vitest';
import { emailHeaders } from './email-headers.js';

test('takes the headers that the file states (P-32)', () => {
  expect(emailHeaders('', { from: 'a@b.c', Subject: 'Hi', to: '', author: 'x' })).toEqual({ from: 'a@b.c', subject: 'Hi' });
  expect(emailHeaders('', { 'email.from': 'a@b.c', mail_message_id: '<1>' })).toEqual({ from: 'a@b.c', 'message-id': '<1>' });
});

test('reads headers printed at the top, in several languages, the first of each (P-32)', () => {
  expect(emailHeaders('From: Ann <a@b.c>\nSent: Monday\nTo: Bob\nSubject: Lunch\n\nFrom: other', {})).toEqual({
    from: 'Ann <a@b.c>',
    date: 'Monday',
    to: 'Bob',
    subject: 'Lunch',
  });
  expect(emailHeaders('Von: Ann\nGesendet: Montag\nAn: Bob\nBetreff: Essen', {})).toEqual({
    from: 'Ann',
    date: 'Montag',
    to: 'Bob',
    subject: 'Essen',
  });
});

test.each(['From: here to there', 'To: all\nSubject: hi', 'Dear Ann,\n\nhello'])('%j has no headers (P-32)', (text) => {
  expect(emailHeaders(text, {})).toBeUndefined();
});
